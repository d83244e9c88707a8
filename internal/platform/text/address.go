package text

import "strings"

// address returns the length of the web or mail address, mention or file path that s starts with, or 0. Such things are
// letters, but no words of the writer's.
func address(s string) int {
	if s == "" || s[0] <= ' ' {
		return 0
	}
	end, telling := 0, false
	for end < len(s) && s[end] > ' ' {
		switch s[end] {
		case '@', '\\', '_', '/', ':', '.':
			telling = true
		}
		end++
	}
	if !telling || end < 4 {
		return 0
	}
	w := s[:end]
	switch {
	case strings.Contains(w, "://"), hasPrefixFold(w, "www."), w[0] == '@':
		return end
	case strings.IndexByte(w, '@') > 0:
		return end
	case w[0] == '/' || w[0] == '~' || strings.IndexByte(w, '\\') > 0 || strings.IndexByte(w, '_') > 0:
		return end
	}
	return 0
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
