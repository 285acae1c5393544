/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-background"

#include "config.h"

#include "kin-background.h"

#define TIMER "kinchart-check.timer"
#define MAX_CALLS 3

/* The check that goes on while the program is closed: a timer of the person's own systemd, which
 * comes with the program and is off until it is turned on here
 * (https://www.freedesktop.org/wiki/Software/systemd/dbus/). */

/* Calls of the manager, one after the other. */
typedef struct
{
  const char *methods[MAX_CALLS + 1];
  GVariant   *arguments[MAX_CALLS];
  guint       next;
} Calls;

static void
calls_free (Calls *self)
{
  for (guint i = 0; i < MAX_CALLS; i++)
    g_clear_pointer (&self->arguments[i], g_variant_unref);
  g_free (self);
}

static void
add (Calls      *self,
     const char *method,
     GVariant   *arguments)
{
  guint position = 0;

  while (self->methods[position] != NULL)
    position++;
  self->methods[position] = method;
  self->arguments[position] = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
}

static void call_next (GTask           *task,
                       GDBusConnection *bus);

/* A timer that is enabled and was never started since is stopped all the same. */
static gboolean
is_stopped (const Calls  *calls,
            const GError *error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  return g_str_equal (calls->methods[calls->next], "StopUnit") &&
         g_strcmp0 (name, "org.freedesktop.systemd1.NoSuchUnit") == 0;
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply = NULL;
  Calls *calls = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (reply == NULL && !is_stopped (calls, error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  calls->next++;
  if (calls->methods[calls->next] != NULL)
    call_next (task, G_DBUS_CONNECTION (source));
  else
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) g_variant_unref);
}

static void
call_next (GTask           *task,
           GDBusConnection *bus)
{
  const Calls *calls = g_task_get_task_data (task);

  g_dbus_connection_call (bus, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
                          "org.freedesktop.systemd1.Manager", calls->methods[calls->next],
                          calls->arguments[calls->next], NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          g_task_get_cancellable (task), called_cb, g_object_ref (task));
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus != NULL)
    call_next (task, bus);
  else
    g_task_return_error (task, error);
}

static void
start (Calls               *calls,
       gpointer             source_tag,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, calls, (GDestroyNotify) calls_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, bus_cb, task);
}

/**
 * kin_background_load_async:
 *
 * Finds out whether new things are checked for while the program is closed.
 */
void
kin_background_load_async (GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Calls *calls = g_new0 (Calls, 1);

  add (calls, "GetUnitFileState", g_variant_new ("(s)", TIMER));
  start (calls, kin_background_load_async, cancellable, callback, user_data);
}

/**
 * kin_background_load_finish:
 * @on: (out): whether they are
 * @error: this computer has no such timer
 *
 * Returns: whether that can be turned on and off
 */
gboolean
kin_background_load_finish (GAsyncResult  *result,
                            gboolean      *on,
                            GError       **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);
  const char *state;

  *on = FALSE;
  if (reply == NULL)
    return FALSE;

  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)")))
    {
      g_variant_get (reply, "(&s)", &state);
      *on = g_str_equal (state, "enabled");
    }

  return TRUE;
}

/**
 * kin_background_set_async:
 * @on: whether new things are to be checked for while the program is closed
 */
void
kin_background_set_async (gboolean             on,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  const char * const files[] = { TIMER, NULL };
  Calls *calls = g_new0 (Calls, 1);

  if (on)
    {
      add (calls, "EnableUnitFiles", g_variant_new ("(^asbb)", files, FALSE, FALSE));
      add (calls, "Reload", NULL);
      add (calls, "StartUnit", g_variant_new ("(ss)", TIMER, "replace"));
    }
  else
    {
      add (calls, "DisableUnitFiles", g_variant_new ("(^asb)", files, FALSE));
      add (calls, "StopUnit", g_variant_new ("(ss)", TIMER, "replace"));
      add (calls, "Reload", NULL);
    }
  start (calls, kin_background_set_async, cancellable, callback, user_data);
}

gboolean
kin_background_set_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), error);

  return reply != NULL;
}
