/* The module `_native`: its parts are in the files beside the Python that they are the compiled form of. They are compiled
   as one: apart, the compiler does not see into the functions that are called at every word, and a text that is new takes a
   twentieth more instructions. */

#include "_native.h"

#include "text/_folding.c"
#include "text/_runs.c"
#include "scanning/_stretches.c"
#include "scanning/_listed.c"
#include "index/_nearwords.c"
#include "scanning/_knownwords.c"
#include "scanning/_heldnames.c"
#include "scanning/_wordreader.c"
#include "scanning/_fetching.c"
#include "scanning/_maystand.c"
#include "scanning/_sides.c"
#include "scanning/_slips.c"
#include "scanning/_wordalign.c"
#include "scanning/_beside.c"
#include "scanning/_pieces.c"
#include "scanning/_wordplaces.c"
#include "index/_candidates.c"
#include "scanning/_words.c"

/* Make a type of the module. Returns -1 on failure. */
static int
add_type(PyObject *module, PyType_Spec *spec)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type == NULL)
        return -1;
    int added = PyModule_AddType(module, (PyTypeObject *)type);
    Py_DECREF(type);
    return added;
}

static int
native_exec(PyObject *module)
{
    if (folding_add(module) < 0 || runs_add(module) < 0 || nearwords_add(module) < 0 || stretches_add(module) < 0
        || words_add(module) < 0)
        return -1;
    return PyModule_AddIntConstant(module, "FORM", FORM);
}

static PyModuleDef_Slot native_slots[] = {
    {Py_mod_exec, native_exec},
    {0, NULL},
};

static struct PyModuleDef native_module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "watchlists._native",
    .m_doc = "Folding and the reading of words, compiled.",
    .m_slots = native_slots,
};

PyMODINIT_FUNC
PyInit__native(void)
{
    return PyModuleDef_Init(&native_module);
}
