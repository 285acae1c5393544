/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-person"

#include "config.h"

#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-time.h"

static gboolean
is_birth_date (const char *text)
{
  KinTime time;

  return kin_time_parse (text, &time) && time.precision <= KIN_TIME_DAY;
}

/* person add NAME [--birth-date DATE] */
KinCliExit
kin_cli_person_add (KinCli *cli)
{
  g_autofree char *name = kin_cli_dup_word (cli, 0);
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  if (name == NULL || *name == '\0' || !g_utf8_validate (name, -1, NULL))
    {
      kin_cli_say ("Give a name.");
      return KIN_CLI_USAGE;
    }
  if (cli->birth_date != NULL && !is_birth_date (cli->birth_date))
    {
      kin_cli_say ("Write the birth date as year-month-day, like 1944-03-02.");
      return KIN_CLI_USAGE;
    }

  kin_family_add_async (cli->family, name, cli->birth_date, NULL, NULL, KIN_PERSON_NO_FLAGS,
                        cli->cancellable, kin_cli_done, cli);
  person = kin_family_add_finish (cli->family, kin_cli_wait (cli), &error);
  if (person == NULL)
    return kin_cli_fail (error);

  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      kin_cli_json_string (builder, "id", kin_person_get_id (person));
      json_builder_end_object (builder);
      kin_cli_json_print (builder);
    }
  else
    {
      g_autofree char *safe = kin_cli_safe (name);

      kin_cli_print ("%s is added: %s", safe, kin_person_get_id (person));
    }

  return KIN_CLI_DONE;
}

static void
print_people_json (KinCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (cli->family));

  json_builder_begin_array (builder);
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (cli->family), i);

      json_builder_begin_object (builder);
      kin_cli_json_string (builder, "id", kin_person_get_id (person));
      kin_cli_json_string (builder, "name", kin_person_get_name (person));
      kin_cli_json_string (builder, "birth_date", kin_person_get_birth_date (person));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  kin_cli_json_print (builder);
}

/* person list */
KinCliExit
kin_cli_person_list (KinCli *cli)
{
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (cli->family));

  if (cli->json)
    {
      print_people_json (cli);
      return KIN_CLI_DONE;
    }

  if (n_people == 0)
    kin_cli_say ("Nobody is here yet. Add a person with “person add NAME”.");

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (KinPerson) person = g_list_model_get_item (G_LIST_MODEL (cli->family), i);
      g_autofree char *name = kin_cli_safe (kin_person_get_name (person));
      const char *birth_date = kin_person_get_birth_date (person);

      kin_cli_print ("%s  %s%s%s", kin_person_get_id (person), name,
                     birth_date != NULL ? ", born " : "", birth_date != NULL ? birth_date : "");
    }

  return KIN_CLI_DONE;
}
