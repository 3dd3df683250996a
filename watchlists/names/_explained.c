/* Why two names are, or are not, taken for one, compiled: a reason and a sentence (`explanation.explained_in_python`).

   What is told of the whole names is left to Python: the same words, numbers in both, an acronym; and what is not ASCII or
   very long. */

#define ROOM 1024 /* characters of a sentence */

/* The order in which Python hands the reasons over: the first five from the weakest on, as `_WEAKEST_FIRST`. */
typedef enum { BY_INITIALS, TYPO, TRANSLITERATION, SPACING, ABBREVIATION, WEAKEST, BY_ACRONYM = WEAKEST, PARTIAL, DIFFERENT,
               WORD_ORDER, LEGAL_FORM, EXACT, REASONS } Reason;

typedef struct {
    char at[ROOM];
    Py_ssize_t size;
    int status; /* DONE until something fails, or is left to Python */
} Sentence;

static void
say_text(Sentence *to, const char *text, Py_ssize_t size)
{
    if (to->status == DONE && size > ROOM - to->size)
        to->status = LEFT_TO_PYTHON;
    if (to->status != DONE)
        return;
    memcpy(to->at + to->size, text, (size_t)size);
    to->size += size;
}

static void
say(Sentence *to, const char *text)
{
    say_text(to, text, (Py_ssize_t)strlen(text));
}

static void
say_word(State *state, Sentence *to, PyObject *token)
{
    Text text = {0};
    int status = to->status == DONE ? read_text(state, token, TEXT, ROOM, &text) : to->status;
    if (status == DONE)
        say_text(to, text.at, text.size);
    else
        to->status = status;
    Py_XDECREF(text.held);
}

/* Say words from one on, between blanks; `without`: but for these. */
static void
say_words(State *state, Sentence *to, PyObject *words, Py_ssize_t from, PyObject *without)
{
    int any = 0;
    for (Py_ssize_t at = from; at < PyTuple_GET_SIZE(words); at++) {
        PyObject *word = PyTuple_GET_ITEM(words, at);
        int kept = 0;
        for (Py_ssize_t n = 0; without != NULL && !kept && n < PyTuple_GET_SIZE(without); n++)
            kept = PyTuple_GET_ITEM(without, n) == word;
        if (kept)
            continue;
        if (any)
            say(to, " ");
        say_word(state, to, word);
        any = 1;
    }
}

/* Say what of a name was taken off (`name.Name.taken`). */
static void
say_taken(State *state, Sentence *to, PyObject *words, PyObject *rest)
{
    Py_ssize_t size = PyTuple_GET_SIZE(rest), same = 0;
    while (same < size && same < PyTuple_GET_SIZE(words) && PyTuple_GET_ITEM(words, same) == PyTuple_GET_ITEM(rest, same))
        same++;
    say_words(state, to, words, same == size ? size : 0, same == size ? NULL : rest);
}

/* Whether a word is of a kind, or of any kind but none. */
static int
has(State *state, PyObject *token, Attribute which, char letter)
{
    Text text = {0};
    int status = read_text(state, token, which, PY_SSIZE_T_MAX, &text);
    int found = status == DONE ? (letter ? *text.at == letter : text.size > 0) : FAILED; /* strings end with a zero */
    Py_XDECREF(text.held);
    if (status == LEFT_TO_PYTHON)
        PyErr_SetString(PyExc_TypeError, "what a word is, is told in ASCII");
    return found;
}

/* Whether two words are one vowel for another: keys as long, and the same consonants. */
static int
same_sounds(State *state, PyObject *one, PyObject *other)
{
    Word a = {.token = one}, b = {.token = other};
    Text ours = {0}, its = {0};
    int same = FAILED, status = read_text(state, one, KEY, PY_SSIZE_T_MAX, &a.key);
    if (status == DONE)
        status = read_text(state, other, KEY, PY_SSIZE_T_MAX, &b.key);
    if (status == DONE && a.key.size != b.key.size)
        same = 0;
    else if (status == DONE && (status = read_outline(state, &a, &ours)) == DONE
             && (status = read_outline(state, &b, &its)) == DONE)
        same = equal(&ours, &its);
    if (status == LEFT_TO_PYTHON)
        same = -2;
    Py_XDECREF(a.key.held);
    Py_XDECREF(b.key.held);
    Py_XDECREF(ours.held);
    Py_XDECREF(its.held);
    return same;
}

/* `explanation._reason`; FAILED, or -2 for what is left to Python. */
static int
reason_of(State *state, PyObject *one, PyObject *other, double likeness, How how)
{
    int is;
    switch (how) {
    case SHORT_FORM:
        is = has(state, one, KIND, 'n');
        is = is ? is : has(state, other, KIND, 'n');
        return is < 0 ? FAILED : is ? BY_INITIALS : BY_ACRONYM;
    case INITIAL:
        return BY_INITIALS;
    case JOINED_UP:
        return likeness == 1 ? SPACING : TYPO;
    case MEANS:
        is = has(state, one, KIND, 'n');
        return is < 0 ? FAILED : is ? TRANSLITERATION : ABBREVIATION;
    case SPELLING:
        return TRANSLITERATION;
    default:
        is = has(state, one, HEARD, 0);
        is = is ? is : has(state, other, HEARD, 0);
        is = is ? is : same_sounds(state, one, other);
        return is < 0 ? is : is ? TRANSLITERATION : TYPO;
    }
}

typedef struct {
    PyObject *pairs, *left, *right, *tokens, *words[2], *rest[2]; /* tuples, held */
    PyObject *whole[2]; /* the words of a name where none was taken off: the same list as the rest; not to be followed */
    int scripts;        /* two */
} Explained;

/* Read an attribute as a tuple; NULL with an exception set. */
static PyObject *
tuple_of(State *state, PyObject *owner, Attribute which)
{
    PyObject *value = attribute(state, owner, which), *tuple = value == NULL ? NULL : PySequence_Tuple(value);
    Py_XDECREF(value);
    return tuple;
}

/* Say of each pair of words that are not the same what they are; collects the reasons as bits. */
static void
say_pairs(State *state, const Explained *read, Sentence *to, int *reasons)
{
    for (Py_ssize_t at = 0; to->status == DONE && at < PyTuple_GET_SIZE(read->pairs); at++) {
        PyObject *parts[4], *left, *right, *pair = PyTuple_GET_ITEM(read->pairs, at);
        const char *said = NULL;
        double likeness = 0.0;
        int how = 0;
        if (PyTuple_Check(pair) && take_items(pair, parts, 4) == DONE && is_a(left = parts[0], &PyTuple_Type) == DONE
            && is_a(right = parts[1], &PyTuple_Type) == DONE) {
            likeness = PyFloat_AsDouble(parts[2]);
            said = PyErr_Occurred() ? NULL : PyUnicode_AsUTF8(parts[3]);
        }
        if (said == NULL) {
            to->status = PyErr_Occurred() ? FAILED : LEFT_TO_PYTHON;
            return;
        }
        while (how < HOWS && strcmp(HOW[how], said) != 0)
            how++;
        if (how == HOWS || !PyTuple_GET_SIZE(left) || !PyTuple_GET_SIZE(right)) {
            to->status = LEFT_TO_PYTHON;
            return;
        }
        PyObject *one = PyTuple_GET_ITEM(left, 0), *other = PyTuple_GET_ITEM(right, 0);
        if (how == SAME)
            continue;
        if (how == SPELLING) {
            PyObject *text = attribute(state, one, TEXT), *its = attribute(state, other, TEXT);
            int equals = text && its ? PyObject_RichCompareBool(text, its, Py_EQ) : FAILED;
            Py_XDECREF(text);
            Py_XDECREF(its);
            if (equals < 0)
                to->status = FAILED;
            if (equals)
                continue;
        }
        int reason = reason_of(state, one, other, likeness, how);
        if (reason < 0) {
            to->status = reason == FAILED ? FAILED : LEFT_TO_PYTHON;
            return;
        }
        *reasons |= 1 << reason;
        say(to, to->size ? "; '" : "'");
        say_words(state, to, left, 0, NULL);
        say(to, "' = '");
        say_words(state, to, right, 0, NULL);
        say(to, "'");
    }
}

static void
say_only(State *state, Sentence *to, PyObject *words)
{
    if (!PyTuple_GET_SIZE(words))
        return;
    say(to, to->size ? "; '" : "'");
    say_words(state, to, words, 0, NULL);
    say(to, "' only in one name");
}

/* Say which legal forms were taken off where they are not the same; whether they are not. */
static int
say_forms(State *state, const Explained *read, Sentence *to)
{
    Sentence forms[2];
    for (int side = 0; side < 2; side++) {
        forms[side].size = 0;
        forms[side].status = DONE;
        if (read->whole[side] == NULL)
            say_taken(state, &forms[side], read->words[side], read->rest[side]);
        if (forms[side].status != DONE)
            to->status = to->status == FAILED ? FAILED : forms[side].status;
    }
    if (forms[0].size == forms[1].size && memcmp(forms[0].at, forms[1].at, (size_t)forms[0].size) == 0)
        return 0;
    say(to, to->size ? "; legal form " : "legal form ");
    say_text(to, forms[0].at, forms[0].size);
    say(to, forms[0].size && forms[1].size ? " / " : "");
    say_text(to, forms[1].at, forms[1].size);
    say(to, " ignored");
    return 1;
}

/* Whether the words of both names are the same; FAILED with an exception set. */
static int
reads_as(State *state, PyObject *words, PyObject *others)
{
    int same = PyTuple_GET_SIZE(words) == PyTuple_GET_SIZE(others);
    for (Py_ssize_t at = 0; same > 0 && at < PyTuple_GET_SIZE(words); at++) {
        PyObject *word = PyTuple_GET_ITEM(words, at), *its = PyTuple_GET_ITEM(others, at);
        if (word == its)
            continue;
        PyObject *text = attribute(state, word, TEXT), *other = attribute(state, its, TEXT);
        same = text && other ? PyObject_RichCompareBool(text, other, Py_EQ) : FAILED;
        Py_XDECREF(text);
        Py_XDECREF(other);
    }
    return same;
}

/* Whether the words of one name stand in the order of the other's. */
static int
in_order(const Explained *read)
{
    Py_ssize_t size = PyTuple_GET_SIZE(read->pairs);
    int same = size == PyTuple_GET_SIZE(read->tokens);
    for (Py_ssize_t at = 0; same && at < size; at++) /* that these are tuples of tuples was seen before */
        same = PyTuple_GET_ITEM(PyTuple_GET_ITEM(PyTuple_GET_ITEM(read->pairs, at), 1), 0) == PyTuple_GET_ITEM(read->tokens, at);
    return same;
}

/* Read what is told of; DONE, LEFT_TO_PYTHON or FAILED. */
static int
read_explained(State *state, PyObject *a, PyObject *b, PyObject *found, Explained *read)
{
    PyObject *names[] = {a, b}, *numbers[2] = {NULL}, *scripts[2] = {NULL};
    int status = DONE, counted = 1;
    double acronym = number_of(state, found, ACRONYM, &status);
    for (int side = 0; side < 2 && status != FAILED; side++) {
        PyObject *words = attribute(state, names[side], WORDS), *rest = attribute(state, names[side], REST);
        read->words[side] = words == NULL ? NULL : PySequence_Tuple(words);
        read->rest[side] = rest == NULL ? NULL : PySequence_Tuple(rest);
        read->whole[side] = words == rest ? words : NULL;
        Py_XDECREF(words);
        Py_XDECREF(rest);
        numbers[side] = attribute(state, names[side], NUMBERS);
        scripts[side] = attribute(state, names[side], SCRIPT);
        int any = numbers[side] == NULL ? FAILED : PyObject_IsTrue(numbers[side]);
        if (any < 0 || !scripts[side] || !read->words[side] || !read->rest[side])
            status = FAILED;
        counted &= any;
    }
    read->pairs = status == FAILED ? NULL : tuple_of(state, found, PAIRS);
    read->left = read->pairs == NULL ? NULL : tuple_of(state, found, LEFT);
    read->right = read->left == NULL ? NULL : tuple_of(state, found, RIGHT);
    read->tokens = read->right == NULL ? NULL : tuple_of(state, b, TOKENS);
    if (read->tokens == NULL)
        status = FAILED;
    if (status == DONE && (read->scripts = PyObject_RichCompareBool(scripts[0], scripts[1], Py_NE)) < 0)
        status = FAILED;
    if (status == DONE && (acronym || counted))
        status = LEFT_TO_PYTHON;
    for (int side = 0; side < 2; side++) {
        Py_XDECREF(numbers[side]);
        Py_XDECREF(scripts[side]);
    }
    return status;
}

PyDoc_STRVAR(explained_doc, "explained(a, b, found, reasons): return (the reason, a sentence) of two names and their "
                            "Alignment; None: it is left to Python. `reasons`: see `explanation.TOLD`.");

static PyObject *
explained(PyObject *module, PyObject *const *given, Py_ssize_t size)
{
    State *state = PyModule_GetState(module); /* the first of `Pairs` */
    PyObject *answer = NULL;
    Explained read = {0};
    Sentence to;
    int reasons = 0;
    to.size = 0;
    if (is_given(size, 4) < 0 || is_a(given[3], &PyTuple_Type) < 0)
        return NULL;
    PyObject *a = given[0], *b = given[1], *found = given[2], *told = given[3];
    if (PyTuple_GET_SIZE(told) != REASONS) {
        PyErr_SetString(PyExc_ValueError, "these are not all reasons");
        return NULL;
    }
    to.status = read_explained(state, a, b, found, &read);
    int left_over = to.status == DONE && (PyTuple_GET_SIZE(read.left) || PyTuple_GET_SIZE(read.right));
    if (to.status == DONE && !left_over) {
        int same = reads_as(state, read.words[0], read.words[1]);
        to.status = same < 0 ? FAILED : same ? LEFT_TO_PYTHON : DONE;
    }
    if (to.status == DONE)
        say_pairs(state, &read, &to, &reasons);
    if (to.status == DONE)
        say_only(state, &to, read.left);
    if (to.status == DONE)
        say_only(state, &to, read.right);
    int forms = to.status == DONE && say_forms(state, &read, &to);
    double matched = to.status == DONE && left_over ? number_of(state, found, MATCHED, &to.status) : 0.0;
    if (to.status == DONE) {
        int one_side = !PyTuple_GET_SIZE(read.left) || !PyTuple_GET_SIZE(read.right), reason = 0;
        while (reason < WEAKEST && !(reasons & 1 << reason))
            reason++;
        if (left_over)
            reason = PyTuple_GET_SIZE(read.pairs) && (one_side || matched >= 1) ? PARTIAL : DIFFERENT;
        else if (reason == WEAKEST)
            reason = read.scripts ? TRANSLITERATION : !in_order(&read) ? WORD_ORDER : forms ? LEGAL_FORM : EXACT;
        answer = Py_BuildValue("Os#", PyTuple_GET_ITEM(told, reason), to.at, to.size);
    }
    if (to.status == LEFT_TO_PYTHON)
        answer = Py_NewRef(Py_None);
    PyObject *held[] = {read.pairs, read.left, read.right, read.tokens, read.words[0], read.words[1], read.rest[0], read.rest[1]};
    for (size_t at = 0; at < sizeof held / sizeof *held; at++)
        Py_XDECREF(held[at]);
    return answer;
}
