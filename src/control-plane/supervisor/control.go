package main

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
)

// request is what a command asks of the supervisor.
type request struct {
	Do    string   `json:"do"`
	Parts []string `json:"parts,omitempty"`
	Owner int      `json:"owner,omitempty"`
}

// answer is one line of what the supervisor says: news while it works, and in the end whether it worked.
type answer struct {
	News  string          `json:"news,omitempty"`
	Done  bool            `json:"done,omitempty"`
	Error string          `json:"error,omitempty"`
	State json.RawMessage `json:"state,omitempty"`
}

var errNobody = errors.New("no control plane runs there")

// ask sends a request to the supervisor of a folder, passes its news on, and returns what it said in the end.
func ask(l layout, r request) (answer, error) {
	connection, err := dial(l)
	if err != nil {
		return answer{}, errNobody
	}
	defer connection.Close()
	if err := json.NewEncoder(connection).Encode(r); err != nil {
		return answer{}, err
	}
	answers := json.NewDecoder(connection)
	for {
		var a answer
		switch err := answers.Decode(&a); {
		case errors.Is(err, io.EOF):
			return a, errors.New("the supervisor ended")
		case err != nil:
			return a, err
		case a.Error != "":
			return a, errors.New(a.Error)
		case a.Done:
			return a, nil
		case a.News != "":
			say("%s", a.News)
		}
	}
}

// dial goes into the folder for the moment, because its whole path can be too long for a socket.
func dial(l layout) (net.Conn, error) {
	here, err := os.Getwd()
	if err != nil {
		here = "/"
	}
	if err := os.Chdir(string(l)); err != nil {
		return nil, err
	}
	defer os.Chdir(here)
	return net.Dial("unix", socket)
}
