package web

import "testing"

func TestDocsFollowTheDescription(t *testing.T) {
	d, err := ReadOpenAPI([]byte(sampleOpenAPI))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Tags) != 2 || d.Tags[0].Name != "Interactions" {
		t.Fatalf("tags %+v", d.Tags)
	}
	op := d.Tags[0].Operations[0]
	if op.Method != "POST" || op.Scope != "write" || len(op.Parameters) != 1 || len(op.Bodies) != 1 || len(op.Answers) != 2 {
		t.Errorf("operation %+v", op)
	}
	types := map[string]string{}
	for _, f := range op.Bodies[0].Fields {
		types[f.Name] = f.Type
	}
	for name, want := range map[string]string{"occurred_at": "string (date-time)", "channel": "phone | email | chat", "identifiers": "list of object", "wait_seconds": "integer"} {
		if types[name] != want {
			t.Errorf("%s is %q, want %q", name, types[name], want)
		}
	}
	if first := op.Bodies[0].Fields[0]; !first.Required {
		t.Errorf("the first field is %s, want those needed first", first.Name)
	}
}

func TestASchemaThatContainsItselfEnds(t *testing.T) {
	d, err := ReadOpenAPI([]byte(`{"paths":{"/x":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}}}}}},
		"components":{"schemas":{"A":{"properties":{"child":{"$ref":"#/components/schemas/A"},"name":{"type":"string"}}}}}}`))
	if err != nil || len(d.Tags) != 1 || len(d.Tags[0].Operations[0].Answers[0].Fields) != 2 {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := ReadOpenAPI([]byte("{")); err == nil {
		t.Error("broken JSON is read")
	}
}
