/* Whether the words of a text that are none of a name's are some of them misspelt: `_is_misspelt` in nearmiss.py. */

#include "_places.h"

#define LONG_NAME 16 /* letters */
#define LONG_WORD_OF_NAME 7
#define MANY_WORDS_OF_NAME 4

static inline int
is_figure(Py_UCS4 c)
{
    return c >= '0' && c <= '9';
}

/* Whether a word, or its canonical form, is one of a name's or a little one. */
static int
is_own(const Text *text, const Wanted *wanted, uint64_t hash)
{
    return has_text(text, wanted, hash) || which_words(wanted, hash) != 0 || is_of_kind(text->words, LITTLE, hash);
}

/* Whether a word with figures is a name's in which letters were misread: `misread`. */
static int
is_misread(const Text *text, Py_ssize_t at, const Wanted *wanted)
{
    static const char like_figures[2][11] = {"ol___s____", "oi___s____"};
    for (int which = 0; which < 2; which++) {
        uint64_t hash = text->words->seed;
        int figures = 0, letters = 0;
        for (Py_ssize_t letter = text->met[at].start; letter < text->met[at].end; letter++) {
            Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
            if (is_figure(c)) {
                c = (unsigned char)like_figures[which][c - '0'];
                if (c == '_')
                    return NO;
                figures = 1;
            }
            else {
                letters = 1;
            }
            hash = LETTER(hash, c);
        }
        if (figures && letters && is_own(text, wanted, hash != 0 ? hash : 1))
            return YES;
    }
    return NO;
}

/* Whether a word that is none of a name's is one of them misspelt: `_is_misspelt`. */
static int
is_slip(const Text *text, Py_ssize_t at, const Wanted *wanted, int size)
{
    const Words *self = text->words;
    Py_UCS4 letters[MOST_LETTERS], other[MOST_LETTERS];
    int own = (int)size_at(text, at), is_common = has_kind_at(text, at, COMMON);
    int is_of_names = number_of(self, hash_at(text, at)) != 0;
    if (!is_plain(text, at))
        return is_misread(text, at, wanted);
    if (own < 3)
        return NO;
    if (!is_common && !is_of_names)
        return YES;
    int may_be_cut = size >= LONG_NAME && wanted->count >= MANY_WORDS_OF_NAME;
    if (!may_be_cut && is_common && !has_kind_at(text, at, SHORTENED))
        return NO;
    int may_be_slip = size >= LONG_NAME && own >= LONG_WORD_OF_NAME, is_cut_off = !is_common, is_near = !is_of_names;
    for (int letter = 0; letter < own; letter++)
        letters[letter] = PyUnicode_READ(text->kind, text->data, text->met[at].start + letter);
    for (int place = 0; place < wanted->count; place++) {
        int wanted_size = add_word(&self->listed, other, 0, wanted->words[place]);
        int is_cut = wanted_size == own + 1 && memcmp(letters, other, (size_t)own * sizeof(Py_UCS4)) == 0;
        if (is_cut && may_be_cut)
            return YES;
        is_cut_off |= is_cut && has_kind_at(text, at, SHORTENED);
        is_near |= may_be_slip && is_within(letters, own, other, wanted_size, 1);
    }
    return is_cut_off && is_near ? YES : NO;
}

/* Whether the figures in the words of a text are those of a name, in their order. */
static int
have_figures(const Text *text, Py_ssize_t first, Py_ssize_t last, const Py_UCS4 *letters, int size)
{
    int at = 0;
    for (Py_ssize_t letter = text->met[first].start; letter < text->met[last].end; letter++) {
        Py_UCS4 c = PyUnicode_READ(text->kind, text->data, letter);
        if (!is_figure(c))
            continue;
        while (at < size && !is_figure(letters[at]))
            at++;
        if (at == size || letters[at++] != c)
            return 0;
    }
    while (at < size && !is_figure(letters[at]))
        at++;
    return at == size;
}

/* Whether what differs are no words of their own: `_is_misspelt`. */
static int
are_slips(const Text *text, Py_ssize_t first, Py_ssize_t last, const Wanted *wanted, const Py_UCS4 *letters, int size)
{
    int strange = 0, figures = 0;
    for (int at = 0; at < size; at++) {
        if (!is_latin(letters[at]))
            return UNSURE;
        figures |= is_figure(letters[at]);
    }
    for (Py_ssize_t at = first; at <= last; at++)
        if (!is_latin_word(text, at))
            return UNSURE;
    if (figures && !have_figures(text, first, last, letters, size))
        return NO;
    for (Py_ssize_t at = first; at <= last; at++) {
        if (is_own(text, wanted, hash_at(text, at)) || is_own(text, wanted, plain_at(text, at)))
            continue;
        if (is_slip(text, at, wanted, size) == NO)
            return NO;
        strange = 1;
    }
    return strange ? YES : NO;
}
