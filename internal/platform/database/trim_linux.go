package database

/*
#include <malloc.h>
#include <stddef.h>
// Only glibc has them.
extern int malloc_trim(size_t) __attribute__((weak));
extern int mallopt(int, int) __attribute__((weak));
static void trim(void) { if (malloc_trim) malloc_trim(0); }
static void hold(int bytes) { if (mallopt) mallopt(M_TRIM_THRESHOLD, bytes); }
*/
import "C"

// trim gives the system back what SQLite has given back to C.
func trim() { C.trim() }

// held is how many bytes C keeps of what SQLite gave back last. By itself it keeps
// 128 KiB, and returns and asks for the pages of a statement's own tables each time.
const held = 4 << 20

func init() { C.hold(held) }
