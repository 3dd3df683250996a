/* The module `_native`: its parts are in the files beside the Python that they are the compiled form of. */

#include "_native.h"

/* Make a type of the module. Returns -1 on failure. */
int
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
    if (folding_add(module) < 0 || nearwords_add(module) < 0 || stretches_add(module) < 0 || words_add(module) < 0)
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
