package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"regard/internal/platform/page"
)

// The words of the pages, in one place. Keys are those of the API.

var channelWords = map[string]string{
	"phone": "Phone", "email": "E-mail", "chat": "Chat", "sms": "SMS", "social": "Social", "web": "Web", "app": "App",
	"webhook": "Webhook", "in_person": "In person", "field": "Visit", "post": "Post", "system": "System",
}

var basisWords = map[string]string{
	"asked": "the customer said so", "observed": "staff judged", "inferred": "told by how it went", "detected": "told by the customer's words",
}

var sourceWords = map[string]string{
	"stated": "as stated", "rule": "by rule", "default": "as owner", "unassigned": "nobody assigned",
}

var bandWords = map[string]string{
	"strained": "strained", "even": "even", "warm": "warm", "unknown": "unknown",
}

var kindWords = map[string]string{"email": "E-mail", "phone": "Phone", "device": "Device"}

func channelWord(key string) string { return word(channelWords, key) }
func basisWord(key string) string   { return word(basisWords, key) }
func sourceWord(key string) string  { return word(sourceWords, key) }
func bandWord(key string) string    { return word(bandWords, key) }

// outcomeWord makes "fixed_first_time" readable: outcomes are data, not a list.
func outcomeWord(key string) string { return strings.ReplaceAll(key, "_", " ") }

// leftWords name what an impression comes from, at the head of a line; leftNouns
// within a sentence.
var (
	leftWords = map[string]string{"outcome": "How it went", "effort": "What it cost them", "words": "Their words", "observed": "What staff saw", "asked": "Their answer"}
	leftNouns = map[string]string{"outcome": "outcome", "effort": "effort", "words": "words", "observed": "observation", "asked": "answer"}
)

func leftWord(role string) string { return word(leftWords, role) }

func identifierWord(kind string) string {
	if w, ok := kindWords[kind]; ok {
		return w
	}
	if family, system, ok := strings.Cut(kind, ":"); ok {
		return systemWord(family, system)
	}
	return kind
}

// identifierNoun names a kind of identifier within a sentence.
func identifierNoun(kind string) string {
	switch kind {
	case "email":
		return "e-mail address"
	case "phone":
		return "phone number"
	case "device":
		return "device"
	}
	return identifierWord(kind)
}

// systemWord names what identifies somebody in a system or a network: a short
// name is taken for initials, as CRM.
func systemWord(family, system string) string {
	name := attributeWord(system)
	if len(system) <= 3 {
		name = strings.ToUpper(system)
	}
	switch {
	case family == "handle":
		return name + " name"
	case system == "account":
		return "Account name"
	}
	return name + " number"
}

// attributeWord makes the key of an attribute readable: "first_seen" becomes
// "First seen".
func attributeWord(key string) string {
	return sentenceCase(strings.NewReplacer("_", " ", ".", " ", "-", " ").Replace(key))
}

// attributeValue is an attribute's value as people read it.
func attributeValue(key string, v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case []any:
		words := make([]string, len(v))
		for i, one := range v {
			words[i] = attributeValue(key, one)
		}
		return strings.Join(words, ", ")
	case string:
		if key == languageAttribute {
			return languageWord(v)
		}
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// languageAttribute is the attribute that holds a customer's language, as a code.
const languageAttribute = "language"

func identifierIcon(kind string) string {
	switch {
	case kind == "email", kind == "phone", kind == "device":
		return kind
	case strings.HasPrefix(kind, "handle:"):
		return "handle"
	}
	return "external_id"
}

func word(words map[string]string, key string) string {
	if w, ok := words[key]; ok {
		return w
	}
	return outcomeWord(key)
}

// signIcon is the shape that goes with an impression or a band, so that colour
// never speaks alone.
func signIcon(label string) string {
	switch label {
	case "positive", "warm":
		return "positive"
	case "negative", "strained":
		return "negative"
	case "neutral", "even":
		return "neutral"
	}
	return "unknown"
}

func span(seconds int) string { return page.Span(time.Duration(seconds) * time.Second) }

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return page.Count(n) + " times"
}
