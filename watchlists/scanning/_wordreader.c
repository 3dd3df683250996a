/* Reading words: as `WordReader.read`, where that is plain from what is known. */

#include "_words.h"

static inline int
may_end(const Word *word)
{
    return has_kind(word->tail, END);
}

/* Whether a longer word by which names are found starts with the word, see `_is_fragment`: a search in `heads`, which are
   side by side, then among the words that share theirs. */
static int
is_fragment(const Word *word)
{
    const Words *self = word->words;
    if (!has_kind(word->long_head, START))
        return 0;
    size_t first = 0, end = (size_t)self->tables[SORTED].len / 4;
    uint64_t head = head_of(PyUnicode_1BYTE_KIND, word->letters, word->size);
    for (size_t stop = end; first < stop;) { /* the first that has its first letters */
        size_t middle = (first + stop) / 2;
        if (self->heads[middle] < head)
            first = middle + 1;
        else
            stop = middle;
    }
    if (word->size < HEAD_LETTERS) { /* they are the word, which stands first where it is there */
        first += first < end && self->heads[first] == head;
        return first < end && (self->heads[first] ^ head) >> 8 * (HEAD_LETTERS - word->size) == 0;
    }
    for (size_t from = first; from < end;) { /* the first that has others */
        size_t middle = (from + end) / 2;
        if (self->heads[middle] == head)
            from = middle + 1;
        else
            end = middle;
    }
    while (first < end) { /* the first that is the word or behind it */
        size_t middle = (first + end) / 2, number = number_at(&self->tables[SORTED], middle, 4);
        if (number >= self->listed.count)
            return 1;
        const Letters *other = &self->listed.letters[number];
        const unsigned char *row = self->listed.low + other->low; /* 0 for a letter that is behind all of the word's */
        int at = 0, size = (int)other->size;
        while (at < word->size && at < size && row[at] == word->letters[at])
            at++;
        if (at == word->size && at < size)
            return 1;
        if (at == size || (row[at] != 0 && row[at] < word->letters[at]))
            first = middle + 1;
        else
            end = middle;
    }
    return 0;
}

/* Return how many figures stand from one place of a word on. */
static int
figures_from(const Word *word, int at)
{
    int end = at;
    while (end < word->size && word->letters[end] <= '9')
        end++;
    return end - at;
}

/* Whether what a word has from `end` to `size` may be left out of what stands there from `start` on: a plural, a version, a
   count, a year or the number of a note behind letters; behind a number also the size of a memory (80gb) and what is longer. */
static int
may_be_left_out(const Word *word, int start, int end, int size)
{
    const unsigned char *rest = word->letters + end;
    int left = size - end, figures = figures_from(word, end), is_word = 1;
    if (left == 0)
        return 1;
    for (int at = start; at < end; at++)
        is_word &= word->letters[at] > '9';
    if (figures >= left && is_word)
        return start == 0 && end >= 3;
    if (figures >= left)
        return left == 1 ? *rest == '2' || *rest == '4' || *rest == '8' : left == 2 && rest[0] == '1' && rest[1] == '6';
    if (left == 1)
        return *rest == 's';
    if (figures > 0) /* a part number of one maker has figures behind it */
        return left > 2 && (rest[left - 1] == 'g' || rest[left - 1] == 'b' || word->letters[start] == 'x');
    return *rest == 'v' || (left > 2 && !is_word);
}

/* Whether a word with figures may be a model by which names are found, see `model_of`, or a word with the number of a note: that
   is a part of it, which begins where the word does, or behind a count or letters. */
static int
may_be_model(const Word *word)
{
    const Words *self = word->words;
    if (word->size > LONG_MODEL)
        return 1;
    const unsigned char *x = memchr(word->letters, 'x', (size_t)word->size);
    int least = x != NULL ? 1 : 2; /* "8xa" counts what has one letter */
    int counted = word->size; /* where the count behind it begins: x8 */
    while (counted > 0 && word->letters[counted - 1] <= '9')
        counted--;
    counted = counted > 0 && counted < word->size && word->letters[counted - 1] == 'x' ? counted - 1 : word->size;
    for (int start = 0, is_begun = 0; start < word->size; start++) {
        int is_letter = word->letters[start] > '9';
        int is_behind_count = start > 0 && word->letters[start - 1] == 'x' && figures_from(word, 0) == start - 1;
        int is_behind_note = start > 0 && start <= 2 && figures_from(word, 0) == start && word->size - start >= 5;
        is_begun = start == 0 || is_behind_count || (is_begun && is_letter && word->letters[start - 1] > '9');
        if (!is_begun && !is_behind_note)
            continue;
        for (int end = is_begun ? start + least : word->size; end <= word->size; end++) {
            if (!may_be_left_out(word, start, end, word->size)
                && (end > counted || !may_be_left_out(word, start, end, counted)))
                continue;
            uint64_t hash = hash_letters(word, start, end);
            if (finds(anchor_of(self, hash)) || finds(anchor_of(self, plain_of(self, hash))))
                return 1;
        }
    }
    return 0;
}

/* Whether the figures in a word may be letters that were misread, see `misread`. */
static int
may_be_misread(const Word *word)
{
    for (int at = 0; at < word->size; at++) {
        unsigned char c = word->letters[at];
        if (c >= '0' && c <= '9' && c != '0' && c != '1' && c != '5')
            return 0;
    }
    return word->size >= LEAST_MISREAD;
}

#define MOST_MEANT 16 /* words that one may be with a letter or two wrong */

/* The words by which names are found that a word may be. */
typedef struct {
    const Anchor *anchors[MOST_MEANT];
    int count;
} Meant;

/* Put one with the others, in the order of the alphabet and none twice. Returns 0 where there are too many. */
static int
put_meant(const Words *self, Meant *meant, const Anchor *anchor)
{
    const Letters *own = &self->listed.letters[word_by(self, anchor)];
    int at = meant->count;
    for (; at > 0 && meant->anchors[at - 1] != anchor; at--) {
        const Letters *other = &self->listed.letters[word_by(self, meant->anchors[at - 1])];
        int order = memcmp(self->listed.low + other->low, self->listed.low + own->low,
                           other->size < own->size ? other->size : own->size);
        if (order < 0 || (order == 0 && other->size < own->size))
            break;
    }
    if (at > 0 && meant->anchors[at - 1] == anchor)
        return 1;
    if (meant->count == MOST_MEANT)
        return 0;
    memmove(&meant->anchors[at + 1], &meant->anchors[at], (size_t)(meant->count - at) * sizeof(*meant->anchors));
    meant->anchors[at] = anchor;
    meant->count++;
    return 1;
}

/* Say which words by which names are found are this one with a letter or two wrong: `_misspelt`. Returns 0 where that is
   left to Python. */
static int
find_meant(const Words *self, const Word *word, int most, Meant *meant)
{
    const Near *near = &self->near;
    Py_UCS4 letters[LONGEST], other[MOST_LETTERS];
    meant->count = 0;
    for (int at = 0; at < word->size; at++)
        letters[at] = word->letters[at];
    for (int which = 0; which <= word->size; which++) {
        Py_ssize_t number;
        for (size_t step = 0; (number = near_next(near, word->near[which], &step)) >= 0;) {
            if (number >= (Py_ssize_t)self->listed.count)
                return 0;
            const Letters *near_by = &self->listed.letters[number];
            if (near_by->size > MOST_LETTERS || !is_ascii(&self->listed, (uint32_t)number))
                return 0;
            if (!is_within(letters, word->size, other, add_word(&self->listed, other, 0, (uint32_t)number), most))
                continue;
            const Anchor *anchor = anchor_of(self, plain_of(self, near_by->hash));
            if (finds(anchor) && !put_meant(self, meant, anchor))
                return 0;
        }
    }
    return 1;
}

enum { COUNTS_ALWAYS, WITH_A_CAPITAL, BESIDE_A_FORM, WAYS_TO_COUNT };

/* Keep those names of one word that count in one way where a word of a text is found. Returns 0 where they are left to
   Python, -1 on failure. */
static int
keep_singles(Words *self, const Word *word, const Anchor *anchor, int way, uint64_t *names)
{
    size_t each, end;
    if (anchor->single == 0)
        return 1;
    if (!find_group(&self->tables[SINGLE_STARTS], &self->tables[SINGLES], 4, anchor->single - 1, &each, &end))
        return 0;
    for (; each < end; each++) {
        Wanted wanted;
        uint64_t number = number_at(&self->tables[SINGLES], each, 4), item = number << PLACES;
        unsigned char counts =
            number < (uint64_t)self->tables[COUNTS].len ? ((unsigned char *)self->tables[COUNTS].buf)[number] : 0;
        int its = counts & AS_WRITTEN ? WITH_A_CAPITAL : COUNTS_ALWAYS;
        if (counts & BARE && wanted_words(self, item, &wanted) && self->listed.letters[wanted.words[0]].hash == word->hash)
            its = BESIDE_A_FORM;
        if (its != way)
            continue;
        if (rows_add(self, item | (its == BESIDE_A_FORM ? BESIDE_FORM : its == WITH_A_CAPITAL ? WITH_CAPITAL : 0)) < 0)
            return -1;
        ++*names;
    }
    return 1;
}

/* Read a word that is some by which names are found: as it is written there, for short, or with a letter or two wrong.
   Returns 0 where it is left to Python, -1 on failure. */
static int
read_meant(Words *self, const Word *word, const Meant *meant, Meaning *meaning)
{
    Meaning found = {NO_FORM, 0, plain_of(self, word->hash), may_end(word) ? ENDS : 0, 0, 0};
    uint64_t names = 0, buckets = 0;
    size_t used = self->rows_used;
    int done = 1;
    if (has_kind(word->kinds, PASSED_OVER))
        found.role |= PASSED;
    if (!has_kind(word->kinds, PLAIN_WORD) && is_fragment(word)) {
        found.role |= STARTS;
        found.more |= FRAGMENT;
    }
    if (rows_begin(self, 0, 0, &found.row) < 0)
        return -1;
    for (int way = 0; way < WAYS_TO_COUNT; way++)
        for (int at = 0; done > 0 && at < meant->count; at++)
            done = keep_singles(self, word, meant->anchors[at], way, &names);
    for (int at = 0; done > 0 && at < meant->count; at++) {
        const Anchor *anchor = meant->anchors[at];
        found.role |= anchor->role;
        if (anchor->role != 0)
            found.form = found.form == NO_FORM ? word_by(self, anchor) + 1 : ANY_FORM;
        if (anchor->bucket == 0)
            continue;
        if (rows_add(self, anchor->bucket - 1) < 0)
            return -1;
        buckets++;
    }
    if (done <= 0 || names + buckets == 0 || names > UINT32_MAX) {
        self->rows_used = used;
        found.row = 0;
    }
    else {
        self->rows[used] = names << 32 | buckets;
        found.role |= LOOK;
    }
    *meaning = found;
    return done <= 0 ? done : names <= UINT32_MAX;
}

/* Return what is found by the word of which this one is the plural; NULL: it is none of a name of one word. */
static const Anchor *
plural_of(const Word *word)
{
    if (word->letters[word->size - 1] != 's')
        return NULL;
    const Anchor *anchor = anchor_of(word->words, hash_letters(word, 0, word->size - 1));
    return anchor->single != 0 ? anchor : NULL;
}

/* Whether a word is no stranger: one of the names', or of a language, or a plural of a name. */
static int
is_known(const Word *word)
{
    return (word->number != 0 && word->number <= word->words->listed.listed) || has_kind(word->kinds, KNOWN)
           || plural_of(word) != NULL;
}

/* Whether a word of names by which none is found is nothing else either: no plural, no count, none passed over. */
static int
is_only_listed(const Word *word, int letters, int figures)
{
    return word->number != 0 && !(letters && figures) && !has_kind(word->kinds, PASSED_OVER)
           && plural_of(word) == NULL;
}

/* Read a word by which no name is found: a place, one of the names', or one that plainly is none of a language. It may be
   the start or end of one, or hold some run together. Returns 0 where it is left to Python, -1 on failure. */
static int
read_stranger(Words *self, const Word *word, int letters, int figures, Meaning *meaning)
{
    int is_settled = has_kind(word->kinds, PLACE); /* it is no other word misspelt */
    if (!is_settled && is_known(word)) {
        if (!is_only_listed(word, letters, figures))
            return 0;
        is_settled = 1;
    }
    if (figures && letters && (may_be_model(word) || may_be_misread(word)))
        return 0;
    int most = word->size >= LONG_WORD ? 2 : 1; /* letters that may be wrong */
    if (!figures && !is_settled && word->size >= PIECE && has_near(self, word->letters, word->size, word->near, most)) {
        Meant meant;
        if (!find_meant(self, word, most, &meant))
            return 0;
        if (meant.count != 0)
            return read_meant(self, word, &meant, meaning);
    }
    Meaning stranger = {NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0, 0};
    if (is_settled && has_kind(word->kinds, PASSED_OVER))
        stranger.role |= PASSED;
    if (is_fragment(word)) {
        stranger.role |= STARTS;
        stranger.more |= FRAGMENT;
    }
    int done = figures ? 1 : keep_held(self, word, &stranger);
    *meaning = stranger;
    return done;
}

/* A word that is met for the first time, and what was looked up of it so far. */
typedef struct {
    Word word;
    uint64_t head, long_head, tail; /* hashes of what it begins and ends with */
    unsigned char latin[LONGEST];   /* its letters, where the text has them wide */
    int is_told;                    /* what is known from the start may tell */
    int letters, figures;           /* it has such */
    uint32_t near[LONGEST + 1];
} Fresh;

static void
fetch_kinds(const Words *self, uint64_t hash)
{
    if (self->keys.keys != NULL)
        PREFETCH(&self->keys.keys[key_place(&self->keys, mixed(hash))]);
}

/* Begin to look a word up: what is known of it as a whole. Has the memory fetched that its pieces are looked up in. */
static void
fresh_begin(const Words *self, int kind, const void *data, const Met *met, Fresh *fresh)
{
    Py_ssize_t size = met->end - met->start;
    Word *word = &fresh->word;
    *word = (Word){.words = self, .size = (int)size, .hash = met->hash, .kinds = kinds_of(self, met->hash), .near = fresh->near};
    fresh->tail = hash_part(self->seed, kind, data, size > PIECE ? met->end - PIECE : met->start, met->end);
    fresh->is_told = has_kind(word->kinds, QUIET);
    if (fresh->is_told) {
        fetch_kinds(self, fresh->tail);
        return;
    }
    if (!self->is_marked || size < SHORT_PIECE || size > LONGEST)
        return;
    fresh->letters = fresh->figures = 0;
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, met->start + at);
        if (!is_latin(c))
            return;
        fresh->letters |= c >= 'a';
        fresh->figures |= c <= '9';
        fresh->latin[at] = (unsigned char)c;
    }
    fresh->is_told = 1;
    word->letters = kind == PyUnicode_1BYTE_KIND ? (const unsigned char *)data + met->start : fresh->latin;
    int head = size < PIECE ? (int)size : PIECE;
    fresh->head = hash_letters(word, 0, head);
    fresh->long_head = hash_part(fresh->head, PyUnicode_1BYTE_KIND, word->letters, head, size < LONG_PIECE ? size : LONG_PIECE);
    fetch_place(self, met->hash);
    fetch_kinds(self, fresh->tail);
    fetch_kinds(self, fresh->head);
    fetch_kinds(self, fresh->long_head);
}

/* Go on: what its pieces are known for. Has the memory fetched of the words of names that it may be. */
static void
fresh_go_on(const Words *self, Fresh *fresh)
{
    Word *word = &fresh->word;
    if (!fresh->is_told)
        return;
    word->tail = kinds_of(self, fresh->tail);
    if (has_kind(word->kinds, QUIET))
        return;
    word->head = kinds_of(self, fresh->head);
    word->long_head = kinds_of(self, fresh->long_head);
    word->number = (uint32_t)may_be_listed(self, word->hash);
    if (word->number == 0 && word->size >= PIECE && !fresh->figures && !(word->kinds & (1u << PLACE | 1u << KNOWN)))
        near_keys(&self->near, word->letters, word->size, fresh->near);
}

/* Read a word from what is known from the start. Returns 0 where that does not tell, -1 on failure. */
static int
words_tell(Words *self, Fresh *fresh, Meaning *meaning)
{
    Word *word = &fresh->word;
    Meant meant = {.count = 0};
    if (!fresh->is_told)
        return 0;
    if (has_kind(word->kinds, QUIET)) {
        *meaning = (Meaning){NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0, 0};
        return 1;
    }
    if (word->number != 0 && ((word->number = number_of(self, word->hash)) == 0 || word->number > self->listed.listed))
        near_keys(&self->near, word->letters, word->size, fresh->near);
    uint64_t full = has_kind(word->kinds, KNOWN) ? plain_of(self, word->hash) : word->hash; /* abbreviations are known */
    const Anchor *own = anchor_at(self, word->number), *anchor = full != word->hash ? anchor_of(self, full) : own;
    if (finds(anchor))
        meant.anchors[meant.count++] = anchor;
    if (full != word->hash && finds(own))
        meant.anchors[meant.count++] = own;
    if (meant.count == 0 && !fresh->figures && word->size >= PIECE && !has_kind(word->kinds, LITTLE)
        && (anchor = plural_of(word)) != NULL)
        meant.anchors[meant.count++] = anchor;
    if (meant.count != 0)
        return read_meant(self, word, &meant, meaning);
    return full == word->hash ? read_stranger(self, word, fresh->letters, fresh->figures, meaning) : 0;
}

/* Have a word of a text read by Python. Returns -1 on failure. */
static int
words_ask(Words *self, PyObject *text, const Met *met, Meaning *meaning)
{
    if (self->read == NULL) {
        PyErr_SetString(PyExc_RuntimeError, "the reader of words is gone");
        return -1;
    }
    PyObject *written = PyUnicode_Substring(text, met->start, met->end);
    if (written == NULL)
        return -1;
    PyObject *answer = PyObject_CallOneArg(self->read, written), *plain, *names, *buckets;
    Py_DECREF(written);
    if (answer == NULL)
        return -1;
    int failed = 1;
    meaning->row = 0;
    if (PyTuple_Check(answer)
        && PyArg_ParseTuple(answer, "bIbUO!O!", &meaning->role, &meaning->form, &meaning->more, &plain, &PyTuple_Type,
                            &names, &PyTuple_Type, &buckets)) {
        Py_ssize_t count = PyTuple_GET_SIZE(names), more = PyTuple_GET_SIZE(buckets);
        meaning->plain = hash_of(self, plain);
        failed = count + more > 0
                 && (rows_begin(self, (uint64_t)count, (uint64_t)more, &meaning->row) < 0
                     || rows_add_all(self, names) < 0 || rows_add_all(self, buckets) < 0);
    }
    else if (!PyErr_Occurred()) {
        PyErr_SetString(PyExc_TypeError, "what a word is read as is a tuple");
    }
    Py_DECREF(answer);
    return failed ? -1 : 0;
}

/* Read words that were met for the first time. Returns -1 on failure. */
static int
words_meet(Words *self, PyObject *text, Met *const *met, int count)
{
    Fresh fresh[MET_AT_ONCE];
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    for (int at = 0; at < count; at++)
        fresh_begin(self, kind, data, met[at], &fresh[at]);
    for (int at = 0; at < count; at++)
        fresh_go_on(self, &fresh[at]);
    for (int at = 0; at < count; at++) {
        const Met *own = met[at];
        Meaning *meaning = &met[at]->meaning;
        if (words_know(self, met[at]))
            continue; /* it stands there twice */
        int told = words_tell(self, &fresh[at], meaning);
        if (told < 0 || (told == 0 && words_ask(self, text, own, meaning) < 0))
            return -1;
        meaning->kinds = (uint16_t)fresh[at].word.kinds;
        Py_UCS4 first = PyUnicode_READ(kind, data, own->start), last = PyUnicode_READ(kind, data, own->end - 1);
        if (own->end - own->start >= LEAST_NUMBERED && (first < 'a' || first > 'z' || last < 'a' || last > 'z'))
            meaning->more |= UNLIKE;
        if (slots_put(&self->met, own->hash, *meaning) < 0)
            return -1;
    }
    return 0;
}
