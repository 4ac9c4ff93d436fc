/**
 * The program as an addon of Node, its few functions declared by hand. `bind(program, arena, constants)` gives a
 * function for each segment of a program; whoever calls them keeps the arrays. Nothing is static but code: any number of threads may load it. Source: https://nodejs.org/api/n-api.html
 */
export const NODE_INTERFACE = `
typedef void *value;
typedef value (*callback)(void *, void *);
extern int napi_get_cb_info(void *, void *, unsigned long *, value *, value *, void **);
extern int napi_create_function(void *, const char *, unsigned long, callback, void *, value *);
extern int napi_set_named_property(void *, value, const char *, value);
extern int napi_get_typedarray_info(void *, value, int *, unsigned long *, void **, value *, unsigned long *);
extern int napi_create_array_with_length(void *, unsigned long, value *);
extern int napi_set_element(void *, value, unsigned, value);
extern int napi_get_element(void *, value, unsigned, value *);
extern int napi_get_value_uint32(void *, value, unsigned *);
extern int napi_add_finalizer(void *, value, void *, void (*)(void *, void *, void *), void *, void **);
extern void *malloc(unsigned long);
extern void free(void *);
struct call { void (*segment)(const struct memory *); const struct memory *memory; };
static value run_segment(void *env, void *info) {
  void *data;
  if (napi_get_cb_info(env, info, 0, 0, 0, &data)) return 0;
  const struct call *call = data;
  call->segment(call->memory);
  return 0;
}
static void *address_of(void *env, value array) {
  void *data = 0;
  if (napi_get_typedarray_info(env, array, 0, 0, &data, 0, 0)) return 0;
  return data;
}
static void release(void *env, void *data, void *hint) { (void)env; (void)hint; free(data); }
static value bind(void *env, void *info) {
  unsigned long count = 3;
  unsigned number;
  value given[3], functions;
  if (napi_get_cb_info(env, info, &count, given, 0, 0) || count != 3) return 0;
  if (napi_get_value_uint32(env, given[0], &number) || number >= PROGRAM_COUNT) return 0;
  const struct program *program = PROGRAMS + number;
  if (napi_create_array_with_length(env, program->segments, &functions)) return 0;
  unsigned long bytes = sizeof(struct memory) + program->constants * sizeof(void *);
  struct memory *memory = malloc(bytes + (program->segments + 1) * sizeof(struct call));
  if (!memory) return 0;
  struct call *calls = (struct call *)((char *)memory + bytes);
  memory->arena = address_of(env, given[1]);
  for (unsigned k = 0; k < program->constants; k++) {
    value constant;
    memory->constants[k] = napi_get_element(env, given[2], k, &constant) ? 0 : address_of(env, constant);
  }
  for (unsigned k = 0; k < program->segments; k++) {
    value function;
    calls[k] = (struct call){SEGMENTS[program->first + k], memory};
    if (napi_create_function(env, 0, 0, run_segment, calls + k, &function)) return 0;
    if (napi_set_element(env, functions, k, function)) return 0;
  }
  if (napi_add_finalizer(env, functions, memory, release, 0, 0)) return 0;
  return functions;
}
__attribute__((visibility("default"))) value napi_register_module_v1(void *env, value exports) {
  value function;
  if (!napi_create_function(env, 0, 0, bind, 0, &function)) napi_set_named_property(env, exports, "bind", function);
  return exports;
}
`;
