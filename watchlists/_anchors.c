/* The loops that every name and every word goes through when an index is made, compiled: how many names hold each word,
   by which of its words each name is found, in groups by that word; the words in order, and how they begin and end.

   Each is the same as its form in Python (`anchors.py`, `listedwords.py`), which runs where there was no compiler; tests
   hold the two against one another. Rows of numbers and lines of words come in and go out, nothing else; all are checked
   before they are read. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "_hashing.h"

/* Raised with `ANCHORS_FORM` in native.py when what Python hands over or gets back changes. */
#define FORM 4

/* as in anchors.py */
#define PLACES 16
#define ALONE 0xffffu
#define NO_WORD 0xffffffffu
#define NEVER UINT64_MAX
#define SHORTEST 3 /* letters of a word that is rare enough to find a name by */
#define LONGEST_BITS 20
#define ITEM 6 /* bytes of an item as tables.py packs it */

typedef struct {
    Py_buffer views[3];
    const uint32_t *starts, *parts, *plain;
    uint32_t names, words;
} Rows;

/* Whether a buffer holds so many numbers of so many bytes; sets an exception where it does not. */
static int
holds(const Py_buffer *view, size_t number, size_t bytes)
{
    if ((view->len == 0 || (uintptr_t)view->buf % bytes == 0) && (size_t)view->len / bytes >= number)
        return 1; /* an empty row may stand anywhere */
    PyErr_SetString(PyExc_ValueError, "a row of numbers is too short");
    return 0;
}

/* Take what `views` hold. Returns whether all numbers in it lead to where there is something. */
static int
rows_take(Rows *self)
{
    const Py_buffer *views = self->views;
    if (!holds(&views[0], 1, 4) || !holds(&views[1], 0, 4) || !holds(&views[2], 0, 4))
        return 0;
    self->starts = views[0].buf;
    self->parts = views[1].buf;
    self->plain = views[2].buf;
    if (views[0].len / 4 > NO_WORD || views[2].len / 4 > NO_WORD) {
        PyErr_SetString(PyExc_ValueError, "more than can be numbered");
        return 0;
    }
    self->names = (uint32_t)(views[0].len / 4 - 1);
    self->words = (uint32_t)(views[2].len / 4);
    int fine = 1;
    for (uint32_t name = 0; name < self->names; name++)
        fine &= self->starts[name] <= self->starts[name + 1];
    for (uint32_t word = 0; word < self->words; word++)
        fine &= self->plain[word] < self->words;
    if (!fine)
        PyErr_SetString(PyExc_ValueError, "no such word or part");
    return fine && holds(&views[1], self->starts[self->names], 4);
}

static void
rows_leave(Rows *self)
{
    for (int at = 0; at < 3; at++)
        PyBuffer_Release(&self->views[at]);
}

/* The next word of a name as spelt, from the part at `at` on; little words and phrases are passed over. */
static inline int
rows_next(const Rows *self, uint32_t name, uint32_t *at, uint32_t *word)
{
    while (*at < self->starts[name + 1]) {
        uint32_t part = self->parts[(*at)++];
        *word = part >> 1;
        if (!(part & 1) && *word < self->words)
            return 1;
    }
    return 0;
}

static const char count_names_doc[] = "count_names(starts, parts, plain, counts): see anchors.frequency.";

static PyObject *
count_names(PyObject *Py_UNUSED(module), PyObject *args)
{
    Rows rows;
    Py_buffer given;
    if (!PyArg_ParseTuple(args, "y*y*y*w*", &rows.views[0], &rows.views[1], &rows.views[2], &given))
        return NULL;
    PyObject *answer = NULL;
    uint32_t *counts = given.buf, *last = NULL; /* last: the name that a word was counted for last, from 1 on */
    if (!rows_take(&rows) || !holds(&given, rows.words, 4))
        goto done;
    last = PyMem_Calloc((size_t)rows.words + 1, sizeof(*last));
    if (last == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (uint32_t name = 0; name < rows.names; name++)
        for (uint32_t at = rows.starts[name], word; rows_next(&rows, name, &at, &word);) {
            uint32_t form = rows.plain[word];
            counts[form] += last[form] != name + 1;
            last[form] = name + 1;
        }
    answer = Py_NewRef(Py_None);
done:
    PyMem_Free(last);
    PyBuffer_Release(&given);
    rows_leave(&rows);
    return answer;
}

typedef struct {
    uint64_t order;
    uint32_t text, form, place;
} Rare;

static const char anchor_names_doc[] =
    "anchor_names(starts, parts, plain, order, most, started, words, items) -> size: see anchors.anchors.";

static PyObject *
anchor_names(PyObject *Py_UNUSED(module), PyObject *args)
{
    Rows rows;
    Py_buffer orders, starting, of_words, of_items;
    unsigned long long most;
    if (!PyArg_ParseTuple(args, "y*y*y*y*Kw*w*w*", &rows.views[0], &rows.views[1], &rows.views[2], &orders, &most,
                          &starting, &of_words, &of_items))
        return NULL;
    PyObject *answer = NULL;
    if (!rows_take(&rows) || !holds(&orders, rows.words, 8) || !holds(&starting, rows.words, 1)
        || !holds(&of_words, 2 * (size_t)rows.names, 4) || !holds(&of_items, 2 * (size_t)rows.names, 8))
        goto done;
    const uint64_t *order = orders.buf;
    unsigned char *started = starting.buf;
    uint32_t *words = of_words.buf;
    uint64_t *items = of_items.buf;
    size_t size = 0;
    for (uint32_t name = 0; name < rows.names; name++) {
        const uint64_t number = (uint64_t)name << PLACES;
        Rare first = {NEVER, 0, 0, 0}, best = first, second = first;
        uint32_t at = rows.starts[name], place = 0;
        for (uint32_t word; place < ALONE && rows_next(&rows, name, &at, &word); place++) {
            Rare one = {order[rows.plain[word]], word, rows.plain[word], place};
            if (place == 0)
                first = one;
            if (one.order < best.order) {
                second = best;
                best = one;
            }
            else if (one.order < second.order)
                second = one;
        }
        if (place == 0)
            continue;
        if (place == 1) {
            best = first;
            best.place = ALONE;
        }
        else if (best.order == NEVER) {
            at = rows.starts[name];
            for (uint32_t word, left = place; left > 0 && rows_next(&rows, name, &at, &word); left--)
                started[word] = 1;
            best = (Rare){NEVER, first.text, first.form, 0};
        }
        started[best.text] = started[best.form] = 1;
        words[size] = place > 1 && best.order == NEVER ? NO_WORD : best.form;
        items[size++] = number | best.place;
        if (place > 1 && second.order <= most && second.order != NEVER && second.form != best.form) {
            words[size] = second.form;
            items[size++] = number | second.place;
        }
    }
    answer = PyLong_FromSize_t(size);
done:
    PyBuffer_Release(&of_items);
    PyBuffer_Release(&of_words);
    PyBuffer_Release(&starting);
    PyBuffer_Release(&orders);
    rows_leave(&rows);
    return answer;
}

/* ---- groups ----------------------------------------------------------------------------------------------- */

typedef struct {
    uint32_t *words, *starts; /* of each group, the one met first first */
    uint32_t *group_of;       /* one more than the group of a word; 0: none yet */
    uint32_t groups, names;
} Groups;

static int
groups_begin(Groups *self, size_t words, size_t names)
{
    size_t most = words < names ? words : names;
    memset(self, 0, sizeof(*self));
    self->words = PyMem_Calloc(most + 1, sizeof(uint32_t));
    self->starts = PyMem_Calloc(most + 2, sizeof(uint32_t));
    self->group_of = PyMem_Calloc(words + 1, sizeof(uint32_t));
    if (self->words != NULL && self->starts != NULL && self->group_of != NULL)
        return 0;
    PyErr_NoMemory();
    return -1;
}

static void
groups_end(Groups *self)
{
    PyMem_Free(self->words);
    PyMem_Free(self->starts);
    PyMem_Free(self->group_of);
}

/* Count a name of a word; `starts` holds how many are in each group until `groups_lay_out`. */
static inline void
groups_count(Groups *self, uint32_t word)
{
    if (self->group_of[word] == 0) {
        self->words[self->groups] = word;
        self->group_of[word] = ++self->groups;
    }
    self->starts[self->group_of[word]]++;
    self->names++;
}

/* Make `starts` where each group is to begin in the row of all, one place further on, to be moved as they are filled. */
static void
groups_lay_out(Groups *self)
{
    uint32_t at = 0;
    for (uint32_t group = 1; group <= self->groups; group++) {
        uint32_t size = self->starts[group];
        self->starts[group] = at;
        at += size;
    }
}

static const char group_names_doc[] =
    "group_names(words, items, size) -> words, starts and numbers of names of one word; the same of others; the rest.";

static PyObject *
group_names(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer of_words, of_items;
    unsigned int size;
    if (!PyArg_ParseTuple(args, "y*y*I", &of_words, &of_items, &size))
        return NULL;
    PyObject *answer = NULL, *singles = NULL, *buckets = NULL, *rest = NULL;
    size_t names = (size_t)of_words.len / 4, left = 0;
    Groups single = {0}, bucket = {0};
    const uint32_t *words = of_words.buf;
    const uint64_t *items = of_items.buf;
    if (!holds(&of_words, names, 4) || !holds(&of_items, names, 8))
        goto done;
    if (names > UINT32_MAX / 2 || groups_begin(&single, size, names) < 0 || groups_begin(&bucket, size, names) < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "more than can be numbered");
        goto done;
    }
    for (size_t at = 0; at < names; at++) {
        int is_single = (items[at] & ALONE) == ALONE;
        if (words[at] >= size && (is_single || words[at] != NO_WORD)) {
            PyErr_SetString(PyExc_ValueError, "no such word");
            goto done;
        }
        if (is_single)
            groups_count(&single, words[at]);
        else if (words[at] != NO_WORD)
            groups_count(&bucket, words[at]);
        else
            left++;
    }
    groups_lay_out(&single);
    groups_lay_out(&bucket);
    singles = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(4 * (size_t)single.names));
    buckets = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(ITEM * (size_t)bucket.names));
    rest = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(8 * left));
    if (singles == NULL || buckets == NULL || rest == NULL)
        goto done;
    left = 0;
    for (size_t at = 0; at < names; at++) {
        if ((items[at] & ALONE) == ALONE) {
            uint32_t name = (uint32_t)(items[at] >> PLACES), to = single.starts[single.group_of[words[at]]]++;
            memcpy(PyBytes_AS_STRING(singles) + 4 * (size_t)to, &name, 4);
        }
        else if (words[at] != NO_WORD)
            memcpy(PyBytes_AS_STRING(buckets) + ITEM * (size_t)bucket.starts[bucket.group_of[words[at]]]++,
                   (const char *)&items[at] + (PY_BIG_ENDIAN ? 8 - ITEM : 0), ITEM);
        else
            memcpy(PyBytes_AS_STRING(rest) + 8 * left++, &items[at], 8);
    }
    answer = Py_BuildValue("(y#y#Oy#y#OO)", (const char *)single.words, (Py_ssize_t)(4 * (size_t)single.groups),
                           (const char *)single.starts, (Py_ssize_t)(4 * ((size_t)single.groups + 1)), singles,
                           (const char *)bucket.words, (Py_ssize_t)(4 * (size_t)bucket.groups),
                           (const char *)bucket.starts, (Py_ssize_t)(4 * ((size_t)bucket.groups + 1)), buckets, rest);
done:
    groups_end(&single);
    groups_end(&bucket);
    Py_XDECREF(singles);
    Py_XDECREF(buckets);
    Py_XDECREF(rest);
    PyBuffer_Release(&of_items);
    PyBuffer_Release(&of_words);
    return answer;
}

/* ---- which words are meant ---------------------------------------------------------------------------------- */

static const char note_words_doc[] =
    "note_words(given, into): note for each word given where it stands among these, from 1 on; of bytes that it does.";

static PyObject *
note_words(PyObject *Py_UNUSED(module), PyObject *args)
{
    Py_buffer given, into;
    if (!PyArg_ParseTuple(args, "y*w*", &given, &into))
        return NULL;
    PyObject *answer = NULL;
    size_t width = (size_t)into.itemsize, words = (size_t)into.len / width;
    if ((width != 1 && width != 4) || (uintptr_t)into.buf % width != 0) {
        PyErr_SetString(PyExc_ValueError, "what is noted has one byte or four");
        goto done;
    }
    for (size_t at = 0; at < (size_t)given.len / 4; at++) {
        uint32_t word;
        memcpy(&word, (const char *)given.buf + 4 * at, 4); /* a part of a file may begin anywhere */
        if (word >= words) {
            PyErr_SetString(PyExc_ValueError, "no such word");
            goto done;
        }
        if (width == 1)
            ((unsigned char *)into.buf)[word] = 1;
        else
            ((uint32_t *)into.buf)[word] = (uint32_t)at + 1;
    }
    answer = Py_NewRef(Py_None);
done:
    PyBuffer_Release(&into);
    PyBuffer_Release(&given);
    return answer;
}

/* ---- lines of words --------------------------------------------------------------------------------------- */

typedef struct {
    Py_buffer content, numbers;
    const char **starts; /* of each line, and where one more would start */
    size_t lines;
} Lines;

/* Take words, a line each, and the numbers of some of them. Returns -1 where there is no such word. */
static int
lines_take(Lines *self)
{
    const char *at = self->content.buf, *end = at + self->content.len;
    size_t lines = self->content.len > 0;
    for (const char *c = at; (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++)
        lines++;
    if (!holds(&self->numbers, 0, 4))
        return -1;
    self->starts = PyMem_New(const char *, lines + 1);
    if (self->starts == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->lines = lines;
    for (size_t line = 0; line < lines; line++) {
        self->starts[line] = at;
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline != NULL ? newline + 1 : end + 1;
    }
    self->starts[lines] = lines > 0 ? end + 1 : end;
    const uint32_t *numbers = self->numbers.buf;
    for (size_t each = 0; each < (size_t)self->numbers.len / 4; each++)
        if (numbers[each] >= lines) {
            PyErr_SetString(PyExc_ValueError, "no such word");
            return -1;
        }
    return 0;
}

static void
lines_leave(Lines *self)
{
    PyMem_Free(self->starts);
    PyBuffer_Release(&self->content);
    PyBuffer_Release(&self->numbers);
}

static inline size_t
line_size(const Lines *self, uint32_t line)
{
    return (size_t)(self->starts[line + 1] - self->starts[line]) - 1;
}

static inline int
begins_letter(char byte)
{
    return (byte & 0xc0) != 0x80;
}

/* Whether a text has so many letters. */
static int
has_letters(const char *text, size_t size, size_t least)
{
    for (size_t at = 0; at < size && least > 0; at++)
        least -= begins_letter(text[at]);
    return least == 0;
}

static size_t
letters_of(const char *text, size_t size)
{
    size_t letters = 0;
    for (size_t at = 0; at < size; at++)
        letters += begins_letter(text[at]);
    return letters;
}

static const char count_letters_doc[] = "count_letters(content, numbers) -> bytes: how many letters each of the words has.";

static PyObject *
count_letters(PyObject *Py_UNUSED(module), PyObject *args)
{
    Lines lines = {.starts = NULL};
    if (!PyArg_ParseTuple(args, "y*y*", &lines.content, &lines.numbers))
        return NULL;
    PyObject *answer = lines_take(&lines) == 0 ? PyBytes_FromStringAndSize(NULL, lines.numbers.len / 4 * 4) : NULL;
    for (size_t each = 0; answer != NULL && each < (size_t)lines.numbers.len / 4; each++) {
        uint32_t number = ((const uint32_t *)lines.numbers.buf)[each];
        uint32_t letters = (uint32_t)letters_of(lines.starts[number], line_size(&lines, number));
        memcpy(PyBytes_AS_STRING(answer) + 4 * each, &letters, 4);
    }
    lines_leave(&lines);
    return answer;
}

static const char order_words_doc[] =
    "order_words(content, common, often, order): the order of each word by how often it is met, see anchors.rarest_first.";

static PyObject *
order_words(PyObject *Py_UNUSED(module), PyObject *args)
{
    Lines lines = {.starts = NULL};
    Py_buffer often, order;
    if (!PyArg_ParseTuple(args, "y*y*y*w*", &lines.content, &lines.numbers, &often, &order))
        return NULL;
    PyObject *answer = NULL;
    size_t words = (size_t)order.len / 8;
    if (lines_take(&lines) < 0 || !holds(&often, words, 4) || !holds(&order, lines.lines, 8))
        goto done;
    uint64_t *orders = order.buf;
    for (size_t word = 0; word < words; word++) {
        uint32_t times = ((const uint32_t *)often.buf)[word];
        size_t letters = word < lines.lines ? letters_of(lines.starts[word], line_size(&lines, (uint32_t)word)) : 0;
        orders[word] = times > 0 && letters >= SHORTEST ? ((uint64_t)times << LONGEST_BITS) - letters : NEVER;
    }
    for (size_t each = 0; each < (size_t)lines.numbers.len / 4; each++)
        orders[((const uint32_t *)lines.numbers.buf)[each]] = NEVER;
    answer = Py_NewRef(Py_None);
done:
    lines_leave(&lines);
    PyBuffer_Release(&often);
    PyBuffer_Release(&order);
    return answer;
}

/* Whether a word is of letters alone, and of so many. */
static int
is_of_letters(const char *text, size_t size, size_t least)
{
    const unsigned char *at = (const unsigned char *)text, *end = at + size;
    size_t letters = 0;
    for (; at < end; letters++) {
        Py_UCS4 letter = *at++;
        int more = letter >= 0xf0 ? 3 : letter >= 0xe0 ? 2 : letter >= 0xc0;
        if (more > 0)
            letter &= 0x3fu >> more;
        for (; more > 0 && at < end; more--)
            letter = letter << 6 | (*at++ & 0x3f);
        if (letter < 0x80 ? !Py_ISALPHA(letter) : !Py_UNICODE_ISALPHA(letter))
            return 0;
    }
    return letters >= least;
}

static const char lettered_words_doc[] =
    "lettered_words(content, marked, least) -> bytes: the numbers of the marked words that are of so many letters alone.";

static PyObject *
lettered_words(PyObject *Py_UNUSED(module), PyObject *args)
{
    Lines lines = {.starts = NULL};
    Py_buffer marked;
    unsigned int least;
    if (!PyArg_ParseTuple(args, "y*y*I", &lines.content, &marked, &least))
        return NULL;
    PyObject *answer = NULL;
    uint32_t *numbers = NULL;
    size_t count = 0;
    if (lines_take(&lines) < 0 || !holds(&marked, lines.lines, 1))
        goto done;
    numbers = PyMem_New(uint32_t, lines.lines + 1);
    if (numbers == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (size_t word = 0; word < lines.lines; word++)
        if (((const char *)marked.buf)[word] && is_of_letters(lines.starts[word], line_size(&lines, (uint32_t)word), least))
            numbers[count++] = (uint32_t)word;
    answer = PyBytes_FromStringAndSize((const char *)numbers, (Py_ssize_t)(4 * count));
done:
    PyMem_Free(numbers);
    lines_leave(&lines);
    PyBuffer_Release(&marked);
    return answer;
}

typedef struct {
    uint64_t head; /* its first letters, so that most are told apart at once */
    const char *text;
    uint32_t size, number;
} Ordered;

static int
compare_words(const void *one, const void *other)
{
    const Ordered *a = one, *b = other;
    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    int less = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    return less != 0 ? less : (a->size > b->size) - (a->size < b->size);
}

static const char sort_words_doc[] =
    "sort_words(content, numbers, least) -> bytes: those of the words of so many letters, in order.";

static PyObject *
sort_words(PyObject *Py_UNUSED(module), PyObject *args)
{
    Lines lines = {.starts = NULL};
    unsigned int least;
    if (!PyArg_ParseTuple(args, "y*y*I", &lines.content, &lines.numbers, &least))
        return NULL;
    PyObject *answer = NULL;
    Ordered *words = NULL;
    size_t count = (size_t)lines.numbers.len / 4, kept = 0;
    if (lines_take(&lines) < 0)
        goto done;
    words = PyMem_New(Ordered, count + 1);
    if (words == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (size_t each = 0; each < count; each++) {
        uint32_t number = ((const uint32_t *)lines.numbers.buf)[each];
        Ordered word = {0, lines.starts[number], (uint32_t)line_size(&lines, number), number};
        if (!has_letters(word.text, word.size, least))
            continue;
        for (size_t at = 0; at < 8; at++)
            word.head = word.head << 8 | (at < word.size ? (unsigned char)word.text[at] : 0);
        words[kept++] = word;
    }
    qsort(words, kept, sizeof(*words), compare_words);
    answer = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(4 * kept));
    for (size_t at = 0; answer != NULL && at < kept; at++)
        memcpy(PyBytes_AS_STRING(answer) + 4 * at, &words[at].number, 4);
done:
    PyMem_Free(words);
    lines_leave(&lines);
    return answer;
}

/* Where a piece begins in `content`, one more than it is, 0: none; and the end of its hash, so that others are told at once. */
typedef struct {
    uint32_t place, end;
} Piece;

/* Pieces of words, each once. */
typedef struct {
    uint64_t seed;
    Piece *slots;
    size_t mask, count, expected;
    size_t last; /* where the last piece begins; those of words in order are told by it, and have no slots */
    char *content; /* the pieces, each with a line break behind it */
    size_t used, room;
} Pieces;

/* Return the slot of a piece, or the free one where it belongs. */
static inline Piece *
piece_slot(const Pieces *self, uint64_t hash, const char *text, size_t size)
{
    for (size_t at = (size_t)hash & self->mask;; at = (at + 1) & self->mask) {
        Piece *slot = &self->slots[at];
        if (slot->place == 0)
            return slot;
        const char *held = self->content + slot->place - 1;
        if (slot->end == (uint32_t)(hash >> 32) && self->used - (slot->place - 1) > size && memcmp(held, text, size) == 0
            && held[size] == '\n')
            return slot;
    }
}

/* Make room to find so many pieces, and find a slot for those that are there. Returns -1 on failure. */
static int
pieces_room(Pieces *self, size_t count)
{
    size_t room = 1024;
    while (room < 2 * count)
        room *= 2;
    PyMem_Free(self->slots);
    self->slots = PyMem_Calloc(room, sizeof(*self->slots));
    if (self->slots == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    self->mask = room - 1;
    for (size_t at = 0, end; at < self->used; at = end + 1) {
        const char *held = self->content + at;
        end = (size_t)((const char *)memchr(held, '\n', self->used - at) - self->content);
        uint64_t hash = text_hash(self->seed, held, end - at);
        *piece_slot(self, hash, held, end - at) = (Piece){(uint32_t)at + 1, (uint32_t)(hash >> 32)};
    }
    return 0;
}

/* Say how a piece stands to the last one that was new: 0 where it is the same, less where it comes behind. */
static int
pieces_last(const Pieces *self, const char *text, size_t size)
{
    size_t held = self->used - 1 - self->last;
    int order = memcmp(self->content + self->last, text, held < size ? held : size);
    return order != 0 ? order : (held > size) - (held < size);
}

/* Take a piece. Returns whether it is a new one, -1 on failure. */
static int
pieces_add(Pieces *self, const char *text, size_t size)
{
    Piece none, *slot = &none;
    int order = self->slots == NULL && self->count > 0 ? pieces_last(self, text, size) : -1;
    uint64_t hash = 0;
    if (order == 0)
        return 0;
    if (order > 0 && pieces_room(self, self->count > self->expected ? self->count : self->expected) < 0)
        return -1;
    if (self->slots != NULL) {
        if (self->count * 2 >= self->mask && pieces_room(self, 2 * self->count + 1) < 0)
            return -1;
        hash = text_hash(self->seed, text, size);
        slot = piece_slot(self, hash, text, size);
        if (slot->place != 0)
            return 0;
    }
    if (self->used + size >= UINT32_MAX) {
        PyErr_NoMemory();
        return -1;
    }
    if (self->room - self->used < size + 1) {
        size_t room = self->room * 2 + size + 1024;
        char *content = PyMem_Realloc(self->content, room);
        if (content == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        self->content = content;
        self->room = room;
    }
    *slot = (Piece){(uint32_t)self->used + 1, (uint32_t)(hash >> 32)};
    self->count++;
    self->last = self->used;
    memcpy(self->content + self->used, text, size);
    self->used += size;
    self->content[self->used++] = '\n';
    return 1;
}

/* Take the first letters of a word, or the last; with `every` also fewer of these. Returns -1 on failure. */
static int
pieces_cut(Pieces *self, const char *text, size_t size, size_t letters, int behind, int every)
{
    if (!behind) {
        size_t end = 0;
        while (end < size && letters > 0)
            for (letters--, end++; end < size && !begins_letter(text[end]); end++)
                ;
        return pieces_add(self, text, end);
    }
    size_t start = size;
    while (start > 0 && letters > 0)
        for (letters--, start--; start > 0 && !begins_letter(text[start]); start--)
            ;
    int is_new = every && start == size ? 0 : pieces_add(self, text + start, size - start);
    while (every && is_new > 0) { /* what is there already came with all that is shorter */
        for (start++; start < size && !begins_letter(text[start]); start++)
            ;
        is_new = start < size ? pieces_add(self, text + start, size - start) : 0;
    }
    return is_new;
}

static const char cut_words_doc[] =
    "cut_words(content, numbers, least, letters, behind, every, more) -> bytes: pieces of words, see listedwords.py.";

static PyObject *
cut_words(PyObject *Py_UNUSED(module), PyObject *args)
{
    Lines lines = {.starts = NULL};
    Py_buffer more;
    unsigned int least, letters;
    int behind, every;
    if (!PyArg_ParseTuple(args, "y*y*IIppy*", &lines.content, &lines.numbers, &least, &letters, &behind, &every, &more))
        return NULL;
    PyObject *answer = NULL, *secret = PyUnicode_FromString("pieces");
    Pieces pieces = {0};
    if (secret == NULL || lines_take(&lines) < 0)
        goto done;
    pieces.seed = (uint64_t)PyObject_Hash(secret); /* nobody who writes names knows which of them share a slot */
    pieces.expected = (size_t)lines.numbers.len / 8; /* half of them have one of their own, say */
    for (size_t each = 0; each < (size_t)lines.numbers.len / 4; each++) {
        uint32_t number = ((const uint32_t *)lines.numbers.buf)[each];
        const char *text = lines.starts[number];
        size_t size = line_size(&lines, number);
        if (has_letters(text, size, least) && pieces_cut(&pieces, text, size, letters, behind, every) < 0)
            goto done;
    }
    for (const char *at = more.buf, *end = at + more.len; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline != NULL ? newline : end;
        if (pieces_cut(&pieces, at, (size_t)(stop - at), letters, behind, every) < 0)
            goto done;
        at = stop + 1;
    }
    answer = PyBytes_FromStringAndSize(pieces.content, (Py_ssize_t)(pieces.used > 0 ? pieces.used - 1 : 0));
done:
    Py_XDECREF(secret);
    PyMem_Free(pieces.slots);
    PyMem_Free(pieces.content);
    PyBuffer_Release(&more);
    lines_leave(&lines);
    return answer;
}

static int
anchors_exec(PyObject *module)
{
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyMethodDef anchors_functions[] = {
    {"count_names", count_names, METH_VARARGS, count_names_doc},
    {"anchor_names", anchor_names, METH_VARARGS, anchor_names_doc},
    {"group_names", group_names, METH_VARARGS, group_names_doc},
    {"note_words", note_words, METH_VARARGS, note_words_doc},
    {"sort_words", sort_words, METH_VARARGS, sort_words_doc},
    {"cut_words", cut_words, METH_VARARGS, cut_words_doc},
    {"count_letters", count_letters, METH_VARARGS, count_letters_doc},
    {"order_words", order_words, METH_VARARGS, order_words_doc},
    {"lettered_words", lettered_words, METH_VARARGS, lettered_words_doc},
    {NULL},
};

static PyModuleDef_Slot anchors_slots[] = {
    {Py_mod_exec, anchors_exec},
    {0, NULL},
};

static struct PyModuleDef anchors_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._anchors",
    .m_doc = "The choice of words that names are found by, compiled.",
    .m_methods = anchors_functions,
    .m_slots = anchors_slots,
};

PyMODINIT_FUNC
PyInit__anchors(void)
{
    return PyModuleDef_Init(&anchors_module);
}
