/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-background"

#include "config.h"

#include "engine-kit.h"
#include "kin-background.h"

/* As much of a systemd as is asked: no test may turn on a timer of this computer. */
typedef struct
{
  GDBusConnection *bus;
  GString         *called;
  gboolean         has_timer;
  gboolean         is_loaded;      /* not one that was only enabled */
  gboolean         on;
} Manager;

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  Manager *self = user_data;
  g_autofree char *words = g_variant_print (arguments, FALSE);

  g_string_append_printf (self->called, "%s%s ", method, words);
  if (!self->has_timer)
    {
      g_dbus_method_invocation_return_dbus_error (invocation,
                                                  "org.freedesktop.DBus.Error.FileNotFound",
                                                  "No such file");
      return;
    }

  if (g_str_equal (method, "StopUnit") && !self->is_loaded)
    {
      g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.systemd1.NoSuchUnit",
                                                  "Unit kinchart-check.timer not loaded.");
      return;
    }

  if (g_str_equal (method, "EnableUnitFiles"))
    self->on = TRUE;
  if (g_str_equal (method, "DisableUnitFiles"))
    self->on = FALSE;
  g_dbus_method_invocation_return_value (
    invocation, g_str_equal (method, "GetUnitFileState")
                  ? g_variant_new ("(s)", self->on ? "enabled" : "disabled") : NULL);
}

#define METHOD(name, arguments) "<method name='" name "'>" arguments "</method>"
#define IN(type) "<arg type='" type "' direction='in'/>"

static const char description[] =
  "<node><interface name='org.freedesktop.systemd1.Manager'>"
  METHOD ("GetUnitFileState", IN ("s") "<arg type='s' direction='out'/>")
  METHOD ("EnableUnitFiles", IN ("as") IN ("b") IN ("b"))
  METHOD ("DisableUnitFiles", IN ("as") IN ("b")) METHOD ("Reload", "")
  METHOD ("StartUnit", IN ("s") IN ("s")) METHOD ("StopUnit", IN ("s") IN ("s"))
  "</interface></node>";

static void
start_manager (Manager *self)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (info);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_register_object (self->bus, "/org/freedesktop/systemd1",
                                     info->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.systemd1", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
load (gboolean *on)
{
  g_auto (KitResult) result = { NULL };

  kin_background_load_async (NULL, kit_done, &result);
  return kin_background_load_finish (kit_wait (&result), on, NULL);
}

static gboolean
set (gboolean on)
{
  g_auto (KitResult) result = { NULL };

  kin_background_set_async (on, NULL, kit_done, &result);
  return kin_background_set_finish (kit_wait (&result), NULL);
}

/* Whether it runs or was only enabled. */
static void
turn_off (Manager *manager)
{
  gboolean on = TRUE;

  g_string_truncate (manager->called, 0);
  g_assert_true (set (FALSE));
  g_assert_cmpstr (manager->called->str, ==,
                   "DisableUnitFiles(['kinchart-check.timer'], false)"
                   " StopUnit('kinchart-check.timer', 'replace') Reload() ");
  g_assert_true (load (&on));
  g_assert_false (on);
}

/* Off until it is turned on; and a computer without it is not offered it. */
static void
test_on_and_off (void)
{
  Manager manager = { .called = g_string_new (NULL) };
  gboolean on = TRUE;

  g_assert_false (load (&on));
  g_assert_false (on);

  start_manager (&manager);
  g_assert_false (load (&on));
  manager.has_timer = TRUE;
  g_assert_true (load (&on));
  g_assert_false (on);

  g_string_truncate (manager.called, 0);
  g_assert_true (set (TRUE));
  g_assert_cmpstr (manager.called->str, ==,
                   "EnableUnitFiles(['kinchart-check.timer'], false, false) Reload()"
                   " StartUnit('kinchart-check.timer', 'replace') ");
  g_assert_true (load (&on));
  g_assert_true (on);

  turn_off (&manager);
  manager.is_loaded = TRUE;
  g_assert_true (set (TRUE));
  turn_off (&manager);
  g_string_free (manager.called, TRUE);
  g_object_unref (manager.bus);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/background/on-and-off", test_on_and_off);

  return g_test_run ();
}
