/* The number by which a text is found in a table of a power of two, shared by the modules that keep such tables. */

#ifndef WATCHLISTS_HASHING_H
#define WATCHLISTS_HASHING_H

#include <stddef.h>
#include <stdint.h>

/* `seed` keeps it from whoever writes the texts which of them share a place. */
static inline uint64_t
text_hash(uint64_t seed, const char *text, size_t size)
{
    uint64_t hash = seed ^ size;
    for (size_t at = 0; at < size; at++)
        hash = (hash ^ (unsigned char)text[at]) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

#endif
