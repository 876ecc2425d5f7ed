module bluegreen/control-plane/supervisor

go 1.26.0
