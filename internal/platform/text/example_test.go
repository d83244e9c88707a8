package text_test

import (
	"fmt"

	"regard/internal/platform/text"
)

func Example() {
	s := text.English().Score("Thank you so much, it works now!")
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
