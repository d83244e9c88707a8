package mail

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// tag is a start tag with the attributes that reading needs.
type tag struct {
	name  string
	attrs map[string]string
}

// readTag reads the tag that z stands at.
func readTag(z *html.Tokenizer) tag {
	name, more := z.TagName()
	t := tag{name: string(name)}
	for range 200 {
		if !more {
			break
		}
		var key, value []byte
		key, value, more = z.TagAttr()
		switch k := string(key); k {
		case "style", "class", "id", "href", "alt", "hidden", "type":
			if t.attrs == nil {
				t.attrs = map[string]string{}
			}
			t.attrs[k] = string(value)
		}
	}
	return t
}

// hidden says whether a reader of the mail would not see what is in this tag.
func (t tag) hidden() bool {
	if _, ok := t.attrs["hidden"]; ok {
		return true
	}
	style := strings.ToLower(t.attrs["style"])
	return style != "" && hidingStyle.MatchString(style)
}

var hidingStyle = regexp.MustCompile(`display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|` +
	`(^|[;\s])opacity\s*:\s*0(\.0+)?\s*(;|!|$)|font-size\s*:\s*0[a-z%]*\s*(;|!|$)|` +
	`max-height\s*:\s*0[a-z%]*\s*(;|!|$)`)

// quoted says whether a mailer puts others' words, or its user's signature, into such a tag.
func (t tag) quoted() bool {
	if t.name == "blockquote" {
		return true
	}
	for class := range strings.FieldsSeq(t.attrs["class"]) {
		if quotingClass[strings.TrimPrefix(class, "x_")] {
			return true
		}
	}
	return signatureID[strings.TrimPrefix(t.attrs["id"], "x_")]
}

// dividesHistory says whether a mailer puts such a tag before all that was written earlier.
func (t tag) dividesHistory() bool {
	id := strings.TrimPrefix(t.attrs["id"], "x_")
	return id == "divRplyFwdMsg" || id == "appendonsend" || id == "mail-editor-reference-message-container"
}

var (
	quotingClass = set("gmail_attr", "gmail_signature", "yahoo_quoted", "moz-cite-prefix", "moz-signature",
		"moz-forward-container", "protonmail_quote", "protonmail_signature_block", "tutanota_quote", "zmail_extra",
		"AppleMailSignature", "ms-outlook-mobile-reference-message")
	signatureID = set("Signature", "signature", "ms-outlook-mobile-signature", "AppleMailSignature", "lineBreakAtBeginningOfSignature")

	blockTags = set("div", "tr", "caption", "thead", "tbody", "tfoot", "li", "dt", "dd", "section", "article", "header", "footer",
		"address", "center", "form", "fieldset", "main", "nav", "aside", "figure", "figcaption", "body", "html", "option")
	voidTags = set("br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param", "source", "track",
		"wbr", "bgsound", "basefont")
	unseenTags = set("head", "script", "style", "title", "template", "noscript", "svg", "math", "object", "iframe", "applet",
		"audio", "video", "canvas", "xml", "noembed", "noframes", "datalist", "select")
	linkSchemes = set("http", "https", "mailto", "tel", "ftp")
)

// metaCharset returns the charset that an HTML body names itself.
func metaCharset(data []byte) string {
	if m := metaTag.FindSubmatch(data[:min(len(data), 8<<10)]); m != nil {
		return string(m[1])
	}
	return ""
}

var metaTag = regexp.MustCompile(`(?i)<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)
