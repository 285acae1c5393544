/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <gio/gio.h>
#include <sched.h>
#include <stdatomic.h>

/* GLib here is not built for ThreadSanitizer, which therefore does not see that a queue, a lock, a
 * task or a main loop puts what one thread did before what another one does. This file stands
 * before GLib in programs built with -Db_sanitize=thread and says so: nothing else in it decides
 * what counts as a race. */

/* Programs that are started from one of ours, such as a shell, have no such thing. */
extern void __tsan_acquire (void *address) __attribute__ ((weak));
extern void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (gconstpointer address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire ((void *) address);
}

static void
release (gconstpointer address)
{
  if (__tsan_release != NULL)
    __tsan_release ((void *) address);
}

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

/* One place for everything that goes through a main loop. */
static char loop;

void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  release (queue);
  REAL (g_async_queue_push) (queue, data);
}

static gpointer
popped (GAsyncQueue *queue,
        gpointer     data)
{
  acquire (queue);
  return data;
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  return popped (queue, REAL (g_async_queue_pop) (queue));
}

gpointer
g_async_queue_try_pop (GAsyncQueue *queue)
{
  return popped (queue, REAL (g_async_queue_try_pop) (queue));
}

gpointer
g_async_queue_timeout_pop (GAsyncQueue *queue,
                           guint64      timeout)
{
  return popped (queue, REAL (g_async_queue_timeout_pop) (queue, timeout));
}

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  release (mutex);
  REAL (g_cond_wait) (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end_time)
{
  gboolean woken;

  release (mutex);
  woken = REAL (g_cond_wait_until) (cond, mutex, end_time);
  acquire (mutex);

  return woken;
}

/* Counts of references: whoever lets go last, and clears, sees what all the others did. */

/* Clearing an object may wait for another thread, so that nothing is held meanwhile. */
void
g_object_unref (gpointer object)
{
  volatile gint *count = (volatile gint *) &G_OBJECT (object)->ref_count;
  gint n;

  release (object);
  do
    {
      n = g_atomic_int_get (count);
      if (n == 1)
        {
          acquire (object);
          REAL (g_object_unref) (object);
          return;
        }
    }
  while (!g_atomic_int_compare_and_exchange (count, n, n - 1));
}

/* Of the others the count cannot be seen: one at a time lets go, since between what is said here
 * and the count itself another could come. */

static atomic_flag counting = ATOMIC_FLAG_INIT;
static __thread int depth;

static void
begin_to_count (gconstpointer object)
{
  if (depth++ == 0)
    while (atomic_flag_test_and_set (&counting))
      sched_yield ();
  release (object);
  acquire (object);
}

static void
end_count (void)
{
  if (--depth == 0)
    atomic_flag_clear (&counting);
}

#define COUNTED(name, type)      \
  void name (type object)        \
  {                              \
    begin_to_count (object);     \
    REAL (name) (object);        \
    end_count ();                \
  }

COUNTED (g_bytes_unref, GBytes *)
COUNTED (g_ptr_array_unref, GPtrArray *)
COUNTED (g_hash_table_unref, GHashTable *)
COUNTED (g_async_queue_unref, GAsyncQueue *)
COUNTED (g_main_context_unref, GMainContext *)

void
g_atomic_rc_box_release_full (gpointer       object,
                              GDestroyNotify clear)
{
  begin_to_count (object);
  REAL (g_atomic_rc_box_release_full) (object, clear);
  end_count ();
}

/* Tasks */

#define RETURNED(name, type)             \
  void name (GTask *task, type result)   \
  {                                      \
    release (task);                      \
    REAL (name) (task, result);          \
  }

RETURNED (g_task_return_boolean, gboolean)
RETURNED (g_task_return_int, gssize)
RETURNED (g_task_return_error, GError *)

void
g_task_return_pointer (GTask          *task,
                       gpointer        result,
                       GDestroyNotify  destroy)
{
  release (task);
  REAL (g_task_return_pointer) (task, result, destroy);
}

#define SEEN(result, name, ...)                            \
  result name (GTask *task __VA_OPT__(, GError **error))   \
  {                                                        \
    acquire (task);                                        \
    return REAL (name) (task __VA_OPT__(, error));         \
  }

SEEN (gpointer, g_task_get_task_data)
SEEN (gpointer, g_task_get_source_object)
SEEN (gpointer, g_task_propagate_pointer, error)
SEEN (gboolean, g_task_propagate_boolean, error)
SEEN (gssize, g_task_propagate_int, error)

static void
in_thread (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  GTaskThreadFunc func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "thread-func");

  acquire (task);
  func (task, source, data, cancellable);
  release (task);
}

void
g_task_run_in_thread (GTask           *task,
                      GTaskThreadFunc  func)
{
  g_object_set_data (G_OBJECT (task), "thread-func", (gpointer) func);
  release (task);
  REAL (g_task_run_in_thread) (task, in_thread);
}

/* A main loop calls what was attached before it was woken up. */

static gint
wait_and_see (GPollFD *fds,
              guint    n_fds,
              gint     timeout)
{
  gint n_ready = g_poll (fds, n_fds, timeout);

  acquire (&loop);
  return n_ready;
}

__attribute__ ((constructor)) static void
see_what_is_attached (void)
{
  g_main_context_set_poll_func (NULL, wait_and_see);
}

GMainContext *
g_main_context_new (void)
{
  GMainContext *context = REAL (g_main_context_new) ();

  g_main_context_set_poll_func (context, wait_and_see);
  return context;
}

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  release (&loop);
  return REAL (g_source_attach) (source, context);
}

/* What is attached while the loop wakes up is called, too, after it has looked. */

typedef struct
{
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify notify;
} Idle;

static gboolean
when_idle (gpointer user_data)
{
  Idle *self = user_data;

  acquire (&loop);
  return self->func (self->data);
}

static void
idle_free (gpointer user_data)
{
  Idle *self = user_data;

  if (self->notify != NULL)
    self->notify (self->data);
  g_free (self);
}

void
g_source_set_callback (GSource        *source,
                       GSourceFunc     func,
                       gpointer        data,
                       GDestroyNotify  notify)
{
  Idle *self;

  /* Only of these is it known how they are called. */
  if (source->source_funcs != &g_idle_funcs || func == NULL)
    {
      REAL (g_source_set_callback) (source, func, data, notify);
      return;
    }

  self = g_new0 (Idle, 1);
  self->func = func;
  self->data = data;
  self->notify = notify;
  REAL (g_source_set_callback) (source, when_idle, self, idle_free);
}

/* Pools */

typedef struct
{
  GFunc    func;
  gpointer data;
} Pool;

static void
in_pool (gpointer data,
         gpointer user_data)
{
  Pool *self = user_data;

  acquire (self);
  self->func (data, self->data);
}

GThreadPool *
g_thread_pool_new (GFunc      func,
                   gpointer   user_data,
                   gint       max_threads,
                   gboolean   exclusive,
                   GError   **error)
{
  Pool *self = g_new0 (Pool, 1);

  self->func = func;
  self->data = user_data;
  return REAL (g_thread_pool_new) (in_pool, self, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool  *pool,
                    gpointer      data,
                    GError      **error)
{
  release (pool->user_data);
  return REAL (g_thread_pool_push) (pool, data, error);
}
