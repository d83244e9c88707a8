package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ReadOpenAPI makes the documentation of an OpenAPI 3.1 description. It reads
// what this product's API uses: operations by tag, parameters, bodies and
// answers with their schemas, references within the document.
func ReadOpenAPI(text []byte) (Docs, error) {
	var api openAPI
	if err := json.Unmarshal(text, &api); err != nil {
		return Docs{}, fmt.Errorf("web: read OpenAPI: %w", err)
	}
	d := Docs{Title: api.Info.Title, Version: api.Info.Version, Intro: api.Info.Description}
	if len(api.Servers) > 0 {
		d.Server = api.Servers[0].URL
	}
	byTag := map[string]*DocsTag{}
	for _, t := range api.Tags {
		d.Tags = append(d.Tags, DocsTag{ID: "tag-" + slug(t.Name), Name: t.Name, Text: t.Description})
	}
	for i := range d.Tags {
		byTag[d.Tags[i].Name] = &d.Tags[i]
	}
	found := map[string][]DocsOperation{}
	for _, path := range slices.Sorted(maps.Keys(api.Paths)) {
		for _, method := range []string{"get", "post", "put", "patch", "delete"} {
			raw, ok := api.Paths[path][method]
			if !ok {
				continue
			}
			var op openOperation
			if err := json.Unmarshal(raw, &op); err != nil {
				return Docs{}, fmt.Errorf("web: read OpenAPI: %s %s: %w", method, path, err)
			}
			tag := "Other"
			if len(op.Tags) > 0 {
				tag = op.Tags[0]
			}
			found[tag] = append(found[tag], api.operation(method, path, op))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if byTag[name] == nil {
			d.Tags = append(d.Tags, DocsTag{ID: "tag-" + slug(name), Name: name})
		}
	}
	for i := range d.Tags {
		d.Tags[i].Operations = found[d.Tags[i].Name]
	}
	d.Tags = slices.DeleteFunc(d.Tags, func(t DocsTag) bool { return len(t.Operations) == 0 })
	return d, nil
}

type openAPI struct {
	Info    struct{ Title, Version, Description string }
	Servers []struct{ URL string }
	Tags    []struct{ Name, Description string }
	// A path also holds things that are no operation, hence the raw text.
	Paths      map[string]map[string]json.RawMessage
	Components struct{ Schemas map[string]openSchema }
}

type openOperation struct {
	OperationID          string
	Summary, Description string
	Tags                 []string
	Deprecated           bool
	Parameters           []struct {
		Name, In, Description string
		Required              bool
		Schema                openSchema
		Example               any
	}
	RequestBody struct{ Content map[string]openContent }
	Responses   map[string]struct {
		Description string
		Content     map[string]openContent
	}
	Security []map[string][]string
}

type openContent struct {
	Schema  openSchema
	Example any
}

type openSchema struct {
	Ref                  string `json:"$ref"`
	Type                 any    // a name, or names
	Format, Description  string
	Properties           map[string]openSchema
	Required             []string
	Items                *openSchema
	AdditionalProperties any
	Enum                 []any
	Examples             []any
	OneOf, AnyOf, AllOf  []openSchema
}

func (a openAPI) operation(method, path string, op openOperation) DocsOperation {
	o := DocsOperation{
		ID: cmp.Or(op.OperationID, slug(method+" "+path)), Method: strings.ToUpper(method), Path: path,
		Title: cmp.Or(op.Summary, op.OperationID), Text: op.Description, Deprecated: op.Deprecated,
	}
	for _, s := range op.Security {
		for _, scopes := range s {
			o.Scope = strings.Join(scopes, ", ")
		}
	}
	for _, p := range op.Parameters {
		s := a.resolve(p.Schema)
		o.Parameters = append(o.Parameters, DocsField{
			Name: p.Name, In: p.In, Type: a.typeOf(p.Schema), Required: p.Required,
			Text: cmp.Or(p.Description, s.Description), Example: example(p.Example, s),
		})
	}
	for _, kind := range slices.Sorted(maps.Keys(op.RequestBody.Content)) {
		c := op.RequestBody.Content[kind]
		o.Bodies = append(o.Bodies, DocsBody{Type: kind, Fields: a.fields(c.Schema, 0, nil), Example: pretty(c.Example)})
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[status]
		answer := DocsAnswer{Status: status, Text: r.Description}
		for _, kind := range slices.Sorted(maps.Keys(r.Content)) {
			answer.Type, answer.Fields = kind, a.fields(r.Content[kind].Schema, 0, nil)
		}
		o.Answers = append(o.Answers, answer)
	}
	return o
}

const schemaPrefix = "#/components/schemas/"

func (a openAPI) resolve(s openSchema) openSchema {
	for range 8 {
		name, ok := strings.CutPrefix(s.Ref, schemaPrefix)
		if !ok {
			return s
		}
		s = a.Components.Schemas[name]
	}
	return s
}

// fields flattens a schema's properties; what contains itself, or lies deeper
// than four levels, is named and not opened.
func (a openAPI) fields(s openSchema, depth int, inside []string) []DocsField {
	if s.Ref != "" {
		if slices.Contains(inside, s.Ref) {
			return nil
		}
		inside = append(slices.Clone(inside), s.Ref)
	}
	s = a.resolve(s)
	if s.Items != nil {
		return a.fields(*s.Items, depth, inside)
	}
	var out []DocsField
	for _, part := range s.AllOf {
		out = append(out, a.fields(part, depth, inside)...)
	}
	names := slices.SortedFunc(maps.Keys(s.Properties), func(x, y string) int {
		return cmp.Or(boolCompare(slices.Contains(s.Required, y), slices.Contains(s.Required, x)), cmp.Compare(x, y))
	})
	for _, name := range names {
		if strings.HasPrefix(name, "$") {
			continue
		}
		p := s.Properties[name]
		r := a.resolve(p)
		out = append(out, DocsField{
			Name: name, Type: a.typeOf(p), Required: slices.Contains(s.Required, name), Depth: depth,
			Text: cmp.Or(p.Description, r.Description), Example: example(nil, r),
		})
		if depth < 3 {
			out = append(out, a.fields(p, depth+1, inside)...)
		}
	}
	return out
}

func (a openAPI) typeOf(s openSchema) string {
	s = a.resolve(s)
	if len(s.Enum) > 0 {
		var words []string
		for _, e := range s.Enum {
			words = append(words, fmt.Sprint(e))
		}
		return strings.Join(words, " | ")
	}
	if s.Items != nil {
		return "list of " + a.typeOf(*s.Items)
	}
	for _, alternatives := range [][]openSchema{s.OneOf, s.AnyOf} {
		var words []string
		for _, o := range alternatives {
			words = append(words, a.typeOf(o))
		}
		if len(words) > 0 {
			return strings.Join(words, " or ")
		}
	}
	name := "any"
	switch t := s.Type.(type) {
	case string:
		name = t
	case []any:
		var words []string
		for _, w := range t {
			if w != "null" {
				words = append(words, fmt.Sprint(w))
			}
		}
		name = strings.Join(words, " or ")
	}
	if name == "array" {
		return "list"
	}
	if s.Format != "" {
		return name + " (" + s.Format + ")"
	}
	return name
}

func example(given any, s openSchema) string {
	if given == nil && len(s.Examples) > 0 {
		given = s.Examples[0]
	}
	switch v := given.(type) {
	case nil:
		return ""
	case string:
		return v
	}
	text, err := json.Marshal(given)
	if err != nil {
		return ""
	}
	return string(text)
}

func pretty(v any) string {
	if v == nil {
		return ""
	}
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return ""
	}
	return string(text)
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func slug(s string) string {
	return strings.Trim(strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, s), "-")
}
