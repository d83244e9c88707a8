package text_test

import (
	"fmt"

	"regard/internal/platform/text"
)

func Example() {
	s := text.Read("Thank you so much, it works now!", "").Score
	fmt.Println(s.Label, s.Language)

	code, _ := text.Language("Hei, når kommer pakken min?")
	fmt.Println(code)

	for word := range text.Words(text.Fold("Ærlig  Kaffe-Bønner")) {
		fmt.Println(word)
	}
	// Output:
	// positive en
	// no
	// aerlig
	// kaffe
	// bonner
}
