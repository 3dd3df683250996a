/* The words of names by number, without an object for each: their letters, and the number of a word. */

#include "_words.h"

/* Read a letter of UTF-8, half a character too. Returns where the next begins. */
static inline const unsigned char *
letter_read(const unsigned char *at, const unsigned char *end, Py_UCS4 *letter)
{
    Py_UCS4 c = *at++;
    if (c >= 0xc0)
        for (c &= c >= 0xf0 ? 0x07 : c >= 0xe0 ? 0x0f : 0x1f; at < end && (*at & 0xc0) == 0x80; at++)
            c = c << 6 | (*at & 0x3f);
    *letter = c;
    return at;
}

/* Return how many lines a text has. */
static size_t
lines_in(const void *text, Py_ssize_t size)
{
    const char *at = text, *end = at + size;
    size_t lines = size > 0;
    for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        lines++;
    return lines;
}

/* Learn the words of some lines, the next of which has that number. */
static size_t
listed_take(Listed *self, const Py_buffer *lines, uint32_t number, size_t low, uint64_t seed)
{
    const unsigned char *begin = lines->buf, *end = begin + lines->len, *at = begin;
    for (size_t left = lines_in(begin, lines->len); left > 0; left--, number++) {
        Letters word = {seed, 0, 0, 0, 0, (uint32_t)low};
        uint32_t start = (uint32_t)(at - begin);
        Py_UCS4 letter = 0, before = 0;
        int is_wide = 0;
        for (; at < end && *at != '\n'; word.size++) {
            before = letter;
            at = letter_read(at, end, &letter);
            word.hash = LETTER(word.hash, letter);
            if (word.size == 1)
                word.first = two_letters(before, letter);
            is_wide |= letter > 0xff || letter == 0;
            self->low[low++] = (unsigned char)(letter <= 0xff ? letter : 0);
        }
        at++;
        word.hash = word.hash != 0 ? word.hash : 1;
        if (word.size < 2)
            word.first = letter; /* 0 where there is none */
        word.last = word.size < 2 ? letter : two_letters(before, letter);
        if (is_wide) {
            memcpy(self->low + low, &start, sizeof(start));
            low += sizeof(start);
        }
        self->letters[number] = word;
    }
    return low;
}

/* Learn the words of `lines` and `little`; `plain`: the number of the canonical form of each. Returns -1 on failure. */
static int
listed_learn(Listed *self, const Py_buffer *plain, uint64_t seed)
{
    size_t listed = lines_in(self->lines.buf, self->lines.len), count = listed + lines_in(self->little.buf, self->little.len);
    size_t most = (size_t)self->lines.len + (size_t)self->little.len + sizeof(uint32_t) * count;
    if ((size_t)plain->len / 4 != count || count > INT32_MAX || most > UINT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "every word of names has a canonical form");
        return -1;
    }
    self->count = (uint32_t)count;
    self->listed = (uint32_t)listed;
    self->room = count + count / 2 + 1; /* one place stays free: who looks stops there */
    for (self->bits = 1; count >> self->bits != 0;)
        self->bits++;
    self->memory = PyMem_New(Letters, count + 1 + LINE_OF(Letters));
    self->places = PyMem_Calloc(self->room, sizeof(uint32_t));
    self->low = PyMem_New(unsigned char, most + AT_A_TIME);
    if (self->memory == NULL || self->places == NULL || self->low == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->letters = from_line(self->memory); /* none is in two lines */
    size_t used = listed_take(self, &self->lines, 0, 0, seed);
    used = listed_take(self, &self->little, self->listed, used, seed);
    unsigned char *low = PyMem_Realloc(self->low, used + AT_A_TIME);
    self->low = low != NULL ? low : self->low;
    for (uint32_t number = 0; number < self->count; number++) {
        uint64_t form = number_at(plain, number, 4);
        if (form >= count) {
            PyErr_SetString(PyExc_ValueError, "a canonical form is one of the words");
            return -1;
        }
        Letters *word = &self->letters[number];
        word->plain = self->letters[form].hash;
        uint32_t *place = listed_place(self, word->hash);
        if (*place == 0) /* a little word may be one of the others too, which comes first */
            *place = (uint32_t)mixed(word->hash) << self->bits | (number + 1);
    }
    return 0;
}

static void
listed_leave(Listed *self)
{
    PyMem_Free(self->memory);
    PyMem_Free(self->low);
    PyMem_Free(self->places);
    PyBuffer_Release(&self->lines);
    PyBuffer_Release(&self->little);
}

/* Return where a word begins in its text where it has a letter beyond Latin-1, else NULL. Says where the text ends. */
static const unsigned char *
wide_word(const Listed *self, uint32_t number, const unsigned char **end)
{
    const Letters *letters = &self->letters[number];
    const unsigned char *row = self->low + letters->low;
    const Py_buffer *lines = number < self->listed ? &self->lines : &self->little;
    uint32_t start;
    if (memchr(row, 0, letters->size) == NULL)
        return NULL;
    memcpy(&start, row + letters->size, sizeof(start));
    *end = (const unsigned char *)lines->buf + lines->len;
    return (const unsigned char *)lines->buf + start;
}

static int
is_ascii(const Listed *self, uint32_t number)
{
    const Letters *letters = &self->letters[number];
    int other = 0;
    for (uint32_t at = 0; at < letters->size; at++)
        other |= self->low[letters->low + at] == 0 || self->low[letters->low + at] > 0x7f;
    return !other;
}

/* Write the letters of a word behind the `size` that are there; there must be room. Returns how many are there then. */
static int
add_word(const Listed *self, Py_UCS4 *to, int size, uint32_t number)
{
    const Letters *letters = &self->letters[number];
    const unsigned char *row = self->low + letters->low, *row_end = row + letters->size;
    Py_UCS4 *next = to + size;
    int is_wide = 0;
    for (; row < row_end; row++, next++) {
        *next = *row;
        is_wide |= *row == 0;
    }
    if (is_wide) {
        const unsigned char *end, *wide = wide_word(self, number, &end);
        for (next = to + size; wide != NULL && next < to + size + letters->size; next++)
            wide = letter_read(wide, end, next);
    }
    return size + (int)letters->size;
}

/* The same as `stands_in`, of a word with a letter beyond Latin-1. */
static int
stands_wide_in(const Listed *self, uint32_t number, uint32_t first, int kind, const void *data, Py_ssize_t start,
               Py_ssize_t end)
{
    Py_UCS4 letter = 0;
    const unsigned char *stop, *wide = wide_word(self, number, &stop);
    for (uint32_t passed = 0; wide != NULL && passed < first; passed++)
        wide = letter_read(wide, stop, &letter);
    for (; wide != NULL && start < end; start++) {
        wide = letter_read(wide, stop, &letter);
        if (letter != PyUnicode_READ(kind, data, start))
            return 0;
    }
    return wide != NULL;
}

/* Whether the letters of a word from `first` on are those that stand in a text from `start` to `end`; it has as many. */
static int
stands_in(const Listed *self, uint32_t number, uint32_t first, int kind, const void *data, Py_ssize_t start, Py_ssize_t end)
{
    const unsigned char *row = self->low + self->letters[number].low + first;
    for (Py_ssize_t at = start; at < end; at++, row++)
        if (*row != PyUnicode_READ(kind, data, at))
            return *row == 0 && stands_wide_in(self, number, first, kind, data, start, end);
    return 1;
}

/* Return what `head_of` does of a word. */
static uint64_t
listed_head(const Listed *self, uint32_t number)
{
    const Letters *letters = &self->letters[number];
    const unsigned char *row = self->low + letters->low;
    uint64_t head = 0;
    for (uint32_t at = 0; at < HEAD_LETTERS; at++)
        head = head << 8 | (at >= letters->size ? 0 : row[at] != 0 ? row[at] : 0xff);
    return head;
}
