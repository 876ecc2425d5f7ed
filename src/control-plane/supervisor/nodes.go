package main

import (
	"errors"
	"fmt"
	"time"
)

const nodeCount = 4

type object = map[string]any

// createNodes makes the nodes that KWOK then plays: big enough that no test runs out of room.
func createNodes(c *client) error {
	for i := range nodeCount {
		size := object{"cpu": "4000", "memory": "16Ti", "ephemeral-storage": "16Ti", "pods": "2000"}
		name := fmt.Sprintf("node-%d", i)
		err := c.do("POST", "/api/v1/nodes", object{
			"apiVersion": "v1",
			"kind":       "Node",
			"metadata": object{
				"name":        name,
				"annotations": object{"kwok.x-k8s.io/node": "fake"},
				"labels": object{
					"kubernetes.io/hostname":        name,
					"kubernetes.io/os":              "linux",
					"kubernetes.io/arch":            "amd64",
					"topology.kubernetes.io/region": "test",
					"topology.kubernetes.io/zone":   fmt.Sprintf("test-%c", 'a'+i%2),
					"type":                          "kwok",
				},
			},
			"status": object{"capacity": size, "allocatable": size},
		}, nil)
		if err != nil {
			return err
		}
	}
	return nil
}

// usable waits until pods can be created and run: the nodes are ready and schedulable, and the controller manager has
// given the namespace its ServiceAccount.
func usable(c *client, deadline time.Time, failed func() error) error {
	for {
		if err := failed(); err != nil {
			return err
		}
		missing := c.do("GET", "/api/v1/namespaces/default/serviceaccounts/default", nil, nil)
		if missing == nil {
			missing = nodesReady(c)
		}
		if missing == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the control plane did not become usable: %w", missing)
		}
		time.Sleep(25 * time.Millisecond)
	}
}

func nodesReady(c *client) error {
	var nodes struct {
		Items []struct {
			Spec struct {
				Taints []struct{ Key string }
			}
			Status struct {
				Conditions []struct{ Type, Status string }
			}
		}
	}
	if err := c.do("GET", "/api/v1/nodes", nil, &nodes); err != nil {
		return err
	}
	ready := 0
	for _, node := range nodes.Items {
		for _, condition := range node.Status.Conditions {
			if condition.Type == "Ready" && condition.Status == "True" && len(node.Spec.Taints) == 0 {
				ready++
			}
		}
	}
	if ready < nodeCount {
		return errors.New(fmt.Sprint(ready, " of ", nodeCount, " nodes are ready"))
	}
	return nil
}
