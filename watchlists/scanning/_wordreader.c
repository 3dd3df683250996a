/* Reading words: as `WordReader.read`, where that is plain from what is known. */

#include "_words.h"

static inline int
may_end(const Word *word)
{
    return has_key(word->words, END, hash_letters(word, word->size > PIECE ? word->size - PIECE : 0, word->size));
}

/* Whether a longer word by which names are found starts with the word, see `_is_fragment`: a search in `heads`, which are
   side by side, then among the words that share theirs. */
static int
is_fragment(const Word *word)
{
    const Words *self = word->words;
    if (!has_key(self, START, hash_letters(word, 0, word->size < LONG_PIECE ? word->size : LONG_PIECE)))
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
        if (self->words == NULL || number >= (size_t)PyTuple_GET_SIZE(self->words))
            return 1;
        PyObject *other = PyTuple_GET_ITEM(self->words, (Py_ssize_t)number);
        int kind = PyUnicode_KIND(other), at = 0, size = (int)PyUnicode_GET_LENGTH(other);
        const void *letters = PyUnicode_DATA(other);
        while (at < word->size && at < size && PyUnicode_READ(kind, letters, at) == word->letters[at])
            at++;
        if (at == word->size && at < size)
            return 1;
        if (at == size || PyUnicode_READ(kind, letters, at) < word->letters[at])
            first = middle + 1;
        else
            end = middle;
    }
    return 0;
}

/* Whether a word with figures may be a model by which names are found: that is a part of it, see `model_of`. */
static int
may_be_model(const Word *word)
{
    if (word->size > LONG_MODEL)
        return 1;
    int least = memchr(word->letters, 'x', (size_t)word->size) != NULL ? 1 : 2; /* "8xa" counts what has one letter */
    for (int start = 0; start < word->size; start++)
        for (int end = start + least; end <= word->size; end++)
            if (anchor_of(word->words, hash_letters(word, start, end))->hash != 0)
                return 1;
    return 0;
}

/* Return a name of one word, found by a word as it is written, with how it counts. */
static uint64_t
single_of(const Words *self, const Anchor *anchor, uint64_t number)
{
    Wanted wanted;
    uint64_t item = number << PLACES;
    unsigned char counts = number < (uint64_t)self->tables[COUNTS].len ? ((unsigned char *)self->tables[COUNTS].buf)[number] : 0;
    if (counts & BARE && wanted_words(self, item, &wanted) && wanted.words[0] == anchor->word)
        return item | BESIDE_FORM;
    return counts & AS_WRITTEN ? item | WITH_CAPITAL : item;
}

/* Read a word by which names are found, as it is written there. Returns 0 where it is left to Python, -1 on failure. */
static int
read_anchor(Words *self, const Word *word, const Anchor *anchor, Meaning *meaning)
{
    if (has_key(self, SHORT, word->hash))
        return 0;
    size_t first = 0, end = 0;
    if (anchor->single != 0
        && !find_group(&self->tables[SINGLE_STARTS], &self->tables[SINGLES], 4, anchor->single - 1, &first, &end))
        return 0;
    Meaning found = {anchor->role != 0 ? anchor->word + 1 : NO_FORM, 0, word->hash, anchor->role, 0};
    if (has_key(self, PASSED_OVER, word->hash))
        found.role |= PASSED;
    if (may_end(word))
        found.role |= ENDS;
    if (!has_key(self, PLAIN_WORD, word->hash) && is_fragment(word)) {
        found.role |= STARTS;
        found.more |= FRAGMENT;
    }
    if (anchor->single != 0 || anchor->bucket != 0) {
        found.role |= LOOK;
        if (rows_begin(self, end - first, anchor->bucket != 0, &found.row) < 0)
            return -1;
        for (; first < end; first++)
            if (rows_add(self, single_of(self, anchor, number_at(&self->tables[SINGLES], first, 4))) < 0)
                return -1;
        if (anchor->bucket != 0 && rows_add(self, anchor->bucket - 1) < 0)
            return -1;
    }
    *meaning = found;
    return 1;
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

/* The words by which names are found that a word may be, in the order of the alphabet. */
typedef struct {
    const Anchor *anchors[MOST_MEANT];
    PyObject *texts[MOST_MEANT]; /* borrowed */
    int count;
} Meant;

/* Put one with the others, none twice. Returns 0 where there are too many. */
static int
put_meant(Meant *meant, const Anchor *anchor, PyObject *text)
{
    int at = meant->count;
    for (; at > 0; at--) {
        int order = PyUnicode_Compare(meant->texts[at - 1], text);
        if (order == 0)
            return 1;
        if (order < 0)
            break;
    }
    if (meant->count == MOST_MEANT)
        return 0;
    memmove(&meant->anchors[at + 1], &meant->anchors[at], (size_t)(meant->count - at) * sizeof(*meant->anchors));
    memmove(&meant->texts[at + 1], &meant->texts[at], (size_t)(meant->count - at) * sizeof(*meant->texts));
    meant->anchors[at] = anchor;
    meant->texts[at] = text;
    meant->count++;
    return 1;
}

/* Say which words by which names are found are this one with a letter or two wrong: `_misspelt`. Returns 0 where that is
   left to Python. */
static int
find_meant(const Words *self, const Word *word, int most, Meant *meant)
{
    const Near *near = &self->near;
    size_t places = (size_t)near->table.len / 8;
    uint32_t keys[LONGEST + 1];
    Py_UCS4 letters[LONGEST], other[MOST_LETTERS];
    meant->count = 0;
    for (int at = 0; at < word->size; at++)
        letters[at] = word->letters[at];
    near_keys(near, word->letters, word->size, keys);
    for (int which = 0; which <= word->size; which++) {
        uint32_t key = keys[which];
        size_t at = key & (places - 1);
        for (size_t step = 0; step < places; step++, at = (at + 1) & (places - 1)) {
            uint64_t entry = number_at(&near->table, at, 8);
            if (entry == 0)
                break;
            if (entry >> 32 != key)
                continue;
            Py_ssize_t number = (Py_ssize_t)(entry & 0xffffffffu) - 1;
            if (near->words == NULL || number < 0 || number >= PyTuple_GET_SIZE(near->words))
                return 0;
            PyObject *text = PyTuple_GET_ITEM(near->words, number);
            if (!PyUnicode_IS_ASCII(text) || PyUnicode_GET_LENGTH(text) > MOST_LETTERS)
                return 0;
            if (!is_within(letters, word->size, other, add_letters(other, 0, text), most))
                continue;
            uint64_t hash = hash_of(self, text);
            const Anchor *anchor = anchor_of(self, hash);
            if (has_key(self, SHORT, hash) || (anchor->hash != 0 && !put_meant(meant, anchor, text)))
                return 0; /* an abbreviation means another word */
        }
    }
    return 1;
}

/* Read a word that is some by which names are found with a letter or two wrong. Returns 0 where it is left to Python, -1
   on failure. */
static int
read_misspelt(Words *self, const Word *word, const Meant *meant, Meaning *meaning)
{
    Meaning found = {NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0};
    uint64_t names = 0, buckets = 0;
    size_t used = self->rows_used;
    if (is_fragment(word)) {
        found.role |= STARTS;
        found.more |= FRAGMENT;
    }
    if (rows_begin(self, 0, 0, &found.row) < 0)
        return -1;
    for (int capital = 0; capital < 2; capital++) /* those that count with a capital only come last */
        for (int at = 0; at < meant->count; at++) {
            size_t first = 0, end = 0;
            uint32_t single = meant->anchors[at]->single;
            if (single != 0 && !find_group(&self->tables[SINGLE_STARTS], &self->tables[SINGLES], 4, single - 1, &first, &end)) {
                self->rows_used = used;
                return 0;
            }
            for (; first < end; first++) {
                uint64_t number = number_at(&self->tables[SINGLES], first, 4);
                int strict = number < (uint64_t)self->tables[COUNTS].len
                             && ((unsigned char *)self->tables[COUNTS].buf)[number] & AS_WRITTEN;
                if (strict != capital)
                    continue;
                if (rows_add(self, number << PLACES | (strict ? WITH_CAPITAL : 0)) < 0)
                    return -1;
                names++;
            }
        }
    for (int at = 0; at < meant->count; at++) {
        const Anchor *anchor = meant->anchors[at];
        found.role |= anchor->role;
        if (anchor->role != 0)
            found.form = found.form == NO_FORM ? anchor->word + 1 : ANY_FORM;
        if (anchor->bucket == 0)
            continue;
        if (rows_add(self, anchor->bucket - 1) < 0)
            return -1;
        buckets++;
    }
    if (names + buckets == 0 || names > UINT32_MAX) {
        self->rows_used = used;
        found.row = 0;
    }
    else {
        self->rows[used] = names << 32 | buckets;
        found.role |= LOOK;
    }
    *meaning = found;
    return names <= UINT32_MAX;
}

/* Read a word that plainly is none of the names' and none of a language; it may be the start or end of one, or hold some
   run together. Returns 0 where it is left to Python, -1 on failure. */
static int
read_stranger(Words *self, const Word *word, int letters, int figures, Meaning *meaning)
{
    int place = has_key(self, PLACE, word->hash); /* which is no other word misspelt */
    if (!place && has_key(self, KNOWN, word->hash))
        return 0;
    if (figures && letters && (may_be_model(word) || may_be_misread(word)))
        return 0;
    int most = word->size >= LONG_WORD ? 2 : 1; /* letters that may be wrong */
    if (!figures && !place && word->size >= PIECE && has_near(&self->near, word->letters, word->size, most)) {
        Meant meant;
        if (!find_meant(self, word, most, &meant))
            return 0;
        if (meant.count != 0)
            return read_misspelt(self, word, &meant, meaning);
    }
    Meaning stranger = {NO_FORM, 0, word->hash, may_end(word) ? ENDS : 0, 0};
    if (is_fragment(word)) {
        stranger.role |= STARTS;
        stranger.more |= FRAGMENT;
    }
    size_t used = self->rows_used;
    int done = figures ? 1 : keep_held(self, word, &stranger);
    if (done > 0 && place && (stranger.row != 0 || stranger.more & MERGED)) {
        self->rows_used = used;
        return 0; /* it may be a word of a name, which holds no others */
    }
    *meaning = stranger;
    return done;
}

/* Read a word from what is known from the start. Returns 0 where that does not tell, -1 on failure. */
static int
words_tell(Words *self, int kind, const void *data, const Met *met, Meaning *meaning)
{
    const Slot *told = slot_of(&self->told, met->hash);
    if (told->hash != 0) {
        *meaning = told->meaning;
        return 1;
    }
    Py_ssize_t size = met->end - met->start;
    if (!self->is_marked || size < SHORT_PIECE || size > LONGEST)
        return 0;
    int letters = 0, figures = 0;
    unsigned char plain[LONGEST];
    for (Py_ssize_t at = 0; at < size; at++) {
        Py_UCS4 c = PyUnicode_READ(kind, data, met->start + at);
        letters |= c >= 'a' && c <= 'z';
        figures |= c >= '0' && c <= '9';
        if (!is_latin(c))
            return 0;
        plain[at] = (unsigned char)c;
    }
    Word word = {self, plain, (int)size, met->hash};
    const Anchor *anchor = anchor_of(self, met->hash);
    return anchor->hash != 0 ? read_anchor(self, &word, anchor, meaning)
                             : read_stranger(self, &word, letters, figures, meaning);
}

static inline void
fetch_key(const Words *self, int kind, uint64_t hash)
{
    PREFETCH(&self->keys.keys[mixed(key_of(kind, hash)) & self->keys.mask]);
}

/* Have the memory fetched that `words_tell` is going to read of a word that no text held before. */
void
fetch_keys(const Words *self, PyObject *text, const Met *met)
{
    Py_ssize_t size = met->end - met->start;
    int kind = PyUnicode_KIND(text);
    const void *data = PyUnicode_DATA(text);
    if (self->keys.keys == NULL || met->hash == 0 || size < PIECE || size > LONGEST)
        return;
    uint64_t head = hash_part(self->seed, kind, data, met->start, met->start + PIECE);
    uint64_t tail = hash_part(self->seed, kind, data, met->end - PIECE, met->end);
    fetch_key(self, PLACE, met->hash);
    fetch_key(self, KNOWN, met->hash);
    fetch_key(self, HEAD, head);
    fetch_key(self, TAIL, tail);
    fetch_key(self, END, tail);
    fetch_key(self, START,
              hash_part(head, kind, data, met->start + PIECE, met->start + (size < LONG_PIECE ? size : LONG_PIECE)));
}

/* Look a word up, or have it read. Returns -1 on failure. */
int
words_meet(Words *self, PyObject *text, Met *met)
{
    Meaning *meaning = &met->meaning;
    if (words_know(self, met))
        return 0;
    int told = words_tell(self, PyUnicode_KIND(text), PyUnicode_DATA(text), met, meaning);
    if (told != 0)
        return told < 0 ? -1 : slots_put(&self->met, met->hash, *meaning);
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
    return failed ? -1 : slots_put(&self->met, met->hash, *meaning);
}
