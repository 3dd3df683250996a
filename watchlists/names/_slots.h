/* How the compiled parts of `names` read words, names and alignments: Python objects whose class has `__slots__`. */

#ifndef WATCHLISTS_NAMES_SLOTS_H
#define WATCHLISTS_NAMES_SLOTS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

#define MOST_WORDS 24
#define LONGEST 60 /* letters of a word: two words that are compared letter by letter fit 64 bits with room to spare */

#define FAILED (-1) /* with an exception set */
#define LEFT_TO_PYTHON 0
#define DONE 1

typedef enum { KEY, TEXT, IDENT, CORE, KIND, HEARD, WEIGHT, OUTLINE, TOKENS, TOTAL, JOINED_KEYS, HAN, SCRIPT, FORMS,
               NUMBERS, ACRONYM, PAIRS, MATCHED, LOSS, LEFT, RIGHT, STEM, PHRASE, KNOWN, KNOWN_ALREADY,
               HINTS, LETTERS_ALREADY, OUTLINE_ALREADY, WORDS, REST, BODY, STATED, REGISTERED, ASIDE, NAMES } Attribute;
static const char *const NAME[NAMES] = {
    "key", "text", "ident", "core", "kind", "heard", "weight", "outline", "tokens", "total", "joined", "han", "script",
    "forms", "numbers", "acronym", "pairs", "matched", "loss", "left", "right", "stem", "phrase", "known",
    "_known", "hints", "_letters", "_outline", "words", "rest", "body", "stated", "registered", "aside"};

/* Where instances of a class with `__slots__` hold what is read of them; 0 where it is no slot. */
typedef struct {
    PyTypeObject *type; /* held */
    Py_ssize_t offsets[NAMES];
} Slots;

#define CLASSES 4 /* of words, names and alignments, and one more for a test's */

typedef struct {
    PyObject *names[NAMES];
    PyObject *name, *find_body, *nothing, *none; /* two words, a text and a tuple of nothing */
    Slots classes[CLASSES];
} State;

typedef struct {
    PyObject *held; /* ASCII */
    const char *at;
    Py_ssize_t size;
} Text;

/* Learn where the instances of a class hold their attributes; -1 with an exception set. */
static inline int
learn(State *state, Slots *slots, PyTypeObject *type)
{
    for (int at = 0; at < NAMES; at++) {
        PyObject *found = PyObject_GetAttr((PyObject *)type, state->names[at]);
        slots->offsets[at] = 0;
        if (found == NULL) {
            if (!PyErr_ExceptionMatches(PyExc_AttributeError))
                return -1;
            PyErr_Clear();
            continue;
        }
        if (Py_IS_TYPE(found, &PyMemberDescr_Type) && PyType_IsSubtype(type, PyDescr_TYPE(found))) {
            const PyMemberDef *member = ((PyMemberDescrObject *)found)->d_member;
            if (member->type == T_OBJECT_EX)
                slots->offsets[at] = member->offset;
        }
        Py_DECREF(found);
    }
    slots->type = (PyTypeObject *)Py_NewRef(type);
    return 0;
}

/* Return an attribute as PyObject_GetAttr does; one in a slot, as nearly all are, is read from where it lies. */
static inline PyObject *
attribute(State *state, PyObject *owner, Attribute which)
{
    PyTypeObject *type = Py_TYPE(owner);
    for (int at = 0; at < CLASSES; at++) {
        Slots *slots = &state->classes[at];
        if (slots->type == NULL && learn(state, slots, type) < 0)
            return NULL;
        if (slots->type != type)
            continue;
        PyObject *value = slots->offsets[which] ? *(PyObject **)((char *)owner + slots->offsets[which]) : NULL;
        if (value != NULL)
            return Py_NewRef(value);
        break;
    }
    return PyObject_GetAttr(owner, state->names[which]);
}

/* Return where an instance of a class with `__slots__`, which is learned when one is read, holds an attribute; NULL where
   it has no such slot. */
static inline PyObject **
slot_of(State *state, PyObject *owner, Attribute which)
{
    PyTypeObject *type = Py_TYPE(owner);
    for (int at = 0; at < CLASSES; at++) {
        Slots *slots = &state->classes[at];
        if (slots->type == NULL && learn(state, slots, type) < 0)
            PyErr_Clear();
        if (slots->type == type)
            return slots->offsets[which] ? (PyObject **)((char *)owner + slots->offsets[which]) : NULL;
        if (slots->type == NULL)
            break;
    }
    return NULL;
}

/* Return an instance of a class with `__slots__` that holds `held`, which it takes over; NULL with an exception set.

   Nothing that is made so leads back to itself: the collector of garbage need not look at the hundreds of thousands of
   words and names that a long list has. */
static inline PyObject *
instance_of(State *state, PyObject *type, const Attribute *names, PyObject **held, int count)
{
    PyObject *made = PyType_Check(type) ? ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, 0) : NULL;
    if (made == NULL && !PyErr_Occurred())
        PyErr_SetString(PyExc_TypeError, "not a class");
    for (int at = 0; at < count; at++) {
        PyObject **slot = made == NULL ? NULL : slot_of(state, made, names[at]);
        if (slot != NULL)
            *slot = held[at];
        else {
            if (made != NULL && PyObject_SetAttr(made, state->names[names[at]], held[at]) < 0)
                Py_CLEAR(made);
            Py_DECREF(held[at]);
        }
    }
    if (made != NULL && PyObject_IS_GC(made))
        PyObject_GC_UnTrack(made);
    return made;
}

/* Take the items of a tuple that Python hands over with every call: `PyArg_ParseTuple` reads its format anew for each.
   Returns DONE, or FAILED with an exception set. */
static inline int
take_items(PyObject *asked, PyObject **to, Py_ssize_t count)
{
    if (!PyTuple_Check(asked) || PyTuple_GET_SIZE(asked) != count) {
        PyErr_Format(PyExc_TypeError, "what is asked with is a tuple of %zd", count);
        return FAILED;
    }
    for (Py_ssize_t at = 0; at < count; at++)
        to[at] = PyTuple_GET_ITEM(asked, at);
    return DONE;
}

/* Whether a function was given what it needs, or FAILED with an exception set. */
static inline int
is_given(Py_ssize_t given, Py_ssize_t needed)
{
    if (given == needed)
        return DONE;
    PyErr_Format(PyExc_TypeError, "%zd arguments are needed, not %zd", needed, given);
    return FAILED;
}

/* Whether something is of a type, or FAILED with an exception set. */
static inline int
is_a(PyObject *value, PyTypeObject *type)
{
    if (PyObject_TypeCheck(value, type))
        return DONE;
    PyErr_Format(PyExc_TypeError, "a %s is needed, not a %s", type->tp_name, Py_TYPE(value)->tp_name);
    return FAILED;
}

static inline double
number_of(State *state, PyObject *owner, Attribute which, int *status)
{
    PyObject *value = attribute(state, owner, which);
    double number = value == NULL ? -1.0 : PyFloat_AsDouble(value);
    Py_XDECREF(value);
    if (number == -1.0 && PyErr_Occurred())
        *status = FAILED;
    return number;
}

/* Read an attribute that is a text: DONE; LEFT_TO_PYTHON when it is not ASCII, or too long. */
static inline int
read_text(State *state, PyObject *owner, Attribute which, Py_ssize_t longest, Text *text)
{
    text->held = attribute(state, owner, which);
    if (text->held == NULL)
        return FAILED;
    if (!PyUnicode_Check(text->held)) {
        PyErr_Format(PyExc_TypeError, "%U of a name is a str", state->names[which]);
        return FAILED;
    }
    if (!PyUnicode_IS_ASCII(text->held))
        return LEFT_TO_PYTHON;
    text->at = (const char *)PyUnicode_1BYTE_DATA(text->held);
    text->size = PyUnicode_GET_LENGTH(text->held);
    return text->size <= longest ? DONE : LEFT_TO_PYTHON;
}

/* Take in the names of attributes when a module is made; -1 with an exception set. */
static inline int
begin(State *state)
{
    for (int at = 0; at < NAMES; at++)
        if ((state->names[at] = PyUnicode_InternFromString(NAME[at])) == NULL)
            return -1;
    state->name = PyUnicode_InternFromString("name");
    state->find_body = PyUnicode_InternFromString("find_body");
    state->nothing = PyUnicode_FromString("");
    state->none = PyTuple_New(0);
    return state->name && state->find_body && state->nothing && state->none ? 0 : -1;
}

static inline void
end(State *state)
{
    for (int at = 0; at < NAMES; at++)
        Py_CLEAR(state->names[at]);
    Py_CLEAR(state->name);
    Py_CLEAR(state->find_body);
    Py_CLEAR(state->nothing);
    Py_CLEAR(state->none);
    for (int at = 0; at < CLASSES; at++)
        Py_CLEAR(state->classes[at].type);
}

#endif
