package mail

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode/utf32"
)

// oddCharsets are names that mail uses and neither the browsers' list nor IANA's has, or for which a wider set is
// what the sender meant.
var oddCharsets = map[string]encoding.Encoding{
	"gb2312": simplifiedchinese.GB18030, "gbk": simplifiedchinese.GB18030, "cp936": simplifiedchinese.GB18030,
	"windows936": simplifiedchinese.GB18030, "ms936": simplifiedchinese.GB18030, "xgbk": simplifiedchinese.GB18030,
	"hzgb2312": simplifiedchinese.HZGB2312, "hz": simplifiedchinese.HZGB2312,
	"cp949": korean.EUCKR, "ms949": korean.EUCKR, "windows949": korean.EUCKR, "uhc": korean.EUCKR, "ksc5601": korean.EUCKR,
	"cp950": traditionalchinese.Big5, "ms950": traditionalchinese.Big5, "big5hkscs": traditionalchinese.Big5,
	"cp932": japanese.ShiftJIS, "ms932": japanese.ShiftJIS, "windows932": japanese.ShiftJIS, "sjis": japanese.ShiftJIS,
	"shiftjis": japanese.ShiftJIS, "cp50220": japanese.ISO2022JP, "cp50221": japanese.ISO2022JP,
	"iso2022jpms": japanese.ISO2022JP, "iso2022jp1": japanese.ISO2022JP, "iso2022jp2": japanese.ISO2022JP,
	"iso88591": charmap.Windows1252, "latin1": charmap.Windows1252, "ansi": charmap.Windows1252,
	"iso88598i": charmap.ISO8859_8, "iso88598e": charmap.ISO8859_8, "iso885911": charmap.Windows874, "tis620": charmap.Windows874,
	"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp852": charmap.CodePage852, "cp858": charmap.CodePage858,
	"cp866": charmap.CodePage866, "macroman": charmap.Macintosh, "xmacroman": charmap.Macintosh, "mac": charmap.Macintosh,
	"utf32": utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf32be": utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM),
	"utf32le": utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM),
	"utf7":    utf7{}, "unicode11utf7": utf7{}, "xunicode20utf7": utf7{}, "csunicode11utf7": utf7{},
}

// guessCharsets are names that say nothing more than "look for yourself".
var guessCharsets = set("", "utf8", "unicode11utf8", "usascii", "ascii", "ansix341968", "ansix341986", "iso646us", "xunknown",
	"unknown", "unknown8bit", "default", "defaultcharset", "none", "null", "8bit", "7bit", "binary", "utf8mb4", "xutf8", "en")

// bareCharset folds a charset's name to what stays the same however it is written: "CP-1252", "cp1252", "x_cp1252".
func bareCharset(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// charsetNamed finds the decoder for a charset's name. A nil encoding with ok means that one has to look at the bytes.
func charsetNamed(name string) (e encoding.Encoding, ok bool) {
	name, _, _ = strings.Cut(strings.ToLower(strings.Trim(strings.TrimSpace(name), `"'`)), " ")
	name = strings.TrimPrefix(name, "charset=")
	bare := bareCharset(name)
	if guessCharsets[bare] {
		return nil, true
	}
	if e, ok := oddCharsets[bare]; ok {
		return e, true
	}
	names := []string{name, strings.ReplaceAll(name, "_", "-"), strings.TrimPrefix(name, "x-")}
	for _, prefix := range []string{"cp", "windows", "win", "xcp", "ms", "xwindows"} {
		if digits, ok := strings.CutPrefix(bare, prefix); ok {
			names = append(names, "windows-"+digits, "IBM"+digits)
		}
	}
	if digits, ok := strings.CutPrefix(bare, "iso8859"); ok {
		names = append(names, "iso-8859-"+digits)
	}
	for _, alias := range names {
		if e, err := htmlindex.Get(alias); err == nil && e != encoding.Replacement {
			return e, true
		}
		if e, err := ianaindex.MIME.Encoding(alias); err == nil && e != nil {
			return e, true
		}
	}
	return nil, false
}

// decodeCharset makes text of bytes that are said to be in a charset, and notes where that was not so.
func decodeCharset(data []byte, name string, n *notes) string {
	e, ok := charsetNamed(name)
	switch {
	case !ok:
		text, as := guessCharset(data)
		n.add("unknown charset %s read as %s", shorten(name, 40), as)
		return text
	case e == nil:
		text, as := guessCharset(data)
		if as != "utf-8" && name != "" {
			n.add("text is not %s as it says, read as %s", shorten(strings.ToLower(name), 40), as)
		}
		return text
	}
	if len(data)%2 == 1 && strings.HasPrefix(bareCharset(name), "utf16") {
		data = data[:len(data)-1] // half a line end
	}
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		text, as := guessCharset(data)
		n.add("text is not %s as it says, read as %s", shorten(name, 40), as)
		return text
	}
	if lost := bytes.Count(text, []byte("\uFFFD")); lost > bytes.Count(data, []byte("\uFFFD")) {
		n.add("%d characters are not %s as it says", lost, shorten(strings.ToLower(name), 40))
	}
	return string(text)
}

// guessCharset makes text of bytes whose charset nobody told: UTF-8 when it is that, or nearly (cut off or damaged
// here and there); Japanese by its escape sequences; else windows-1252, which has a character for nearly every byte.
func guessCharset(data []byte) (text, charset string) {
	if bytes.Contains(data, []byte("\x1b$")) {
		if t, err := japanese.ISO2022JP.NewDecoder().Bytes(data); err == nil {
			return string(t), "iso-2022-jp"
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data), "utf-8"
	}
	good, bad := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			bad++
		case size > 1:
			good++
		}
		i += max(size, 1)
	}
	if good >= bad {
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8 with damage"
	}
	t, _ := charmap.Windows1252.NewDecoder().Bytes(data)
	return string(t), "windows-1252"
}

// recode makes UTF-8 of a header's raw bytes: they are that already, or in the charset of the mail's own text, else
// they are guessed. Encoded words stay as they came: their bytes are in their own charset, even the ones that should
// have been encoded.
func recode(value, charset string) string {
	if utf8.ValidString(value) && !strings.Contains(value, "\x1b$") {
		return value
	}
	var out strings.Builder
	for value != "" {
		size := 0
		if strings.HasPrefix(value, "=?") {
			_, size, _ = cutWord(value)
		}
		if size > 0 {
			out.WriteString(value[:size])
			value = value[size:]
			continue
		}
		end := len(value)
		if i := strings.Index(value[1:], "=?"); i >= 0 {
			end = i + 1
		}
		out.WriteString(recodePlain(value[:end], charset))
		value = value[end:]
	}
	return out.String()
}

// recodePlain is recode where no encoded word is.
func recodePlain(value, charset string) string {
	if e, ok := charsetNamed(charset); ok && e != nil && !utf8.ValidString(value) {
		if text, err := e.NewDecoder().String(value); err == nil {
			return text
		}
	}
	text, _ := guessCharset([]byte(value))
	return text
}
