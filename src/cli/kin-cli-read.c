/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-read"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kin-cli-json.h"
#include "kin-cli.h"
#include "kin-field.h"
#include "kin-hit.h"
#include "kin-person-record.h"

#define MAX_FOUND 200

/* The members that every item has in an answer; the object stays open. */
static void
begin_item (JsonBuilder *builder,
            KinItem     *item)
{
  json_builder_begin_object (builder);
  kin_cli_json_int (builder, "id", kin_item_get_id (item));
  kin_cli_json_string (builder, "section", kin_section_get_id (kin_item_get_section (item)));
  kin_cli_json_string (builder, "title", kin_item_get_title (item));
  kin_cli_json_string (builder, "subtitle", kin_item_get_subtitle (item));
  kin_cli_json_string (builder, "date", kin_item_get_date (item));
  kin_cli_json_string (builder, "status", kin_item_get_status (item));
  kin_cli_json_string (builder, "source", kin_item_get_source (item));
  kin_cli_json_string (builder, "resource_id", kin_item_get_resource_id (item));
  kin_cli_json_bool (builder, "not_interpreted", kin_item_has_modifier (item));
}

static void
print_items_json (GPtrArray *items)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      begin_item (builder, g_ptr_array_index (items, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  kin_cli_json_print (builder);
}

/* The day; a server may have sent anything in its place. */
static char *
dup_day (KinItem *item)
{
  const char *date = kin_item_get_date (item);

  if (date == NULL || *date == '\0')
    return g_strdup ("no date");

  return g_strcanon (g_strndup (date, 10), "0123456789-", '?');
}

static void
print_items (KinCli    *cli,
             GPtrArray *items)
{
  if (cli->json)
    {
      print_items_json (items);
      return;
    }

  if (items->len == 0)
    kin_cli_say ("Nothing found.");

  for (guint i = 0; i < items->len; i++)
    {
      KinItem *item = g_ptr_array_index (items, i);
      g_autofree char *title = kin_cli_safe (kin_item_get_title (item));
      g_autofree char *subtitle = kin_cli_safe (kin_item_get_subtitle (item));
      g_autofree char *day = dup_day (item);

      kin_cli_print ("%6" G_GINT64_FORMAT "  %-10s  %s%s%s%s", kin_item_get_id (item), day, title,
                     *subtitle != '\0' ? " · " : "", subtitle,
                     kin_item_has_modifier (item) ? " (has information that this program cannot"
                                                    " interpret)" : "");
    }
}

/* sections PERSON */
KinCliExit
kin_cli_sections (KinCli *cli)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GArray) totals = NULL;
  g_autoptr (GError) error = NULL;
  guint64 resources = 0;
  guint64 items = 0;

  kin_person_count_async (cli->person, cli->cancellable, kin_cli_done, cli);
  totals = kin_person_count_finish (cli->person, kin_cli_wait (cli), &resources, &error);
  if (totals == NULL)
    return kin_cli_fail (error);

  json_builder_begin_object (builder);
  kin_cli_json_int (builder, "resources", (gint64) resources);
  kin_cli_json_array (builder, "sections");
  for (guint i = 0; i < totals->len; i++)
    {
      const KinSectionTotal *total = &g_array_index (totals, KinSectionTotal, i);

      items += total->count;
      json_builder_begin_object (builder);
      kin_cli_json_string (builder, "section", kin_section_get_id (total->section));
      kin_cli_json_int (builder, "count", (gint64) total->count);
      kin_cli_json_int (builder, "unread", (gint64) total->unread);
      json_builder_end_object (builder);
      if (!cli->json && total->count > 0)
        kin_cli_print ("%7" G_GUINT64_FORMAT "  %s", total->count,
                       kin_section_get_id (total->section));
    }
  json_builder_end_array (builder);
  kin_cli_json_int (builder, "items", (gint64) items);
  json_builder_end_object (builder);

  if (cli->json)
    kin_cli_json_print (builder);
  else
    kin_cli_print ("%7" G_GUINT64_FORMAT "  in all; %" G_GUINT64_FORMAT " entries kept", items,
                   resources);

  return KIN_CLI_DONE;
}

static KinCliExit
say_sections (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = KIN_SECTION_NONE + 1; i < KIN_N_SECTIONS; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            kin_section_get_id ((KinSection) i));

  kin_cli_say ("There is no such section. The sections are: %s.", names->str);
  return KIN_CLI_USAGE;
}

/* list PERSON SECTION [--only WHICH] [--limit N] [--offset N] */
KinCliExit
kin_cli_list (KinCli *cli)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  KinItemMarks only = 0;
  KinSection section;
  gboolean more;

  if (!kin_section_from_id (cli->words[1], &section) || section == KIN_SECTION_NONE)
    return say_sections ();
  if (cli->only != NULL && !kin_item_mark_from_id (cli->only, &only))
    {
      kin_cli_say ("--only takes unread, changed, corrected, withdrawn or gone.");
      return KIN_CLI_USAGE;
    }
  if (cli->limit < 0 || cli->offset < 0)
    {
      kin_cli_say ("--limit and --offset are numbers from 0 up.");
      return KIN_CLI_USAGE;
    }

  /* One more than was asked for says whether there is more. */
  kin_person_list_async (cli->person, section, only, (guint) cli->offset,
                         (guint) cli->limit + 1, cli->cancellable, kin_cli_done, cli);
  items = kin_person_list_finish (cli->person, kin_cli_wait (cli), &error);
  if (items == NULL)
    return kin_cli_fail (error);

  more = items->len > (guint) cli->limit;
  if (more)
    g_ptr_array_set_size (items, cli->limit);
  print_items (cli, items);
  if (more && !cli->json)
    kin_cli_say ("There are more. See them with --offset %d, or ask for more with --limit.",
                 cli->offset + cli->limit);

  return KIN_CLI_DONE;
}

static char *
dup_words (KinCli *cli)
{
  if (cli->n_words == 2)
    return kin_cli_dup_word (cli, 1);

  return g_strjoinv (" ", cli->words + 1);
}

/* search PERSON WORDS */
KinCliExit
kin_cli_search (KinCli *cli)
{
  g_autofree char *words = dup_words (cli);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL || *words == '\0')
    {
      kin_cli_say ("Give the words to look for.");
      return KIN_CLI_USAGE;
    }

  kin_person_search_async (cli->person, words, MAX_FOUND, cli->cancellable, kin_cli_done, cli);
  hits = kin_person_search_finish (cli->person, kin_cli_wait (cli), &error);
  if (hits == NULL)
    return kin_cli_fail (error);

  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (items, kin_hit_get_item (g_ptr_array_index (hits, i)));
  print_items (cli, items);
  return KIN_CLI_DONE;
}

static void
print_fields (KinJson *json)
{
  g_autoptr (GPtrArray) fields = kin_field_list (kin_json_get_root (json));

  for (guint i = 0; i < fields->len; i++)
    {
      const KinField *field = g_ptr_array_index (fields, i);
      g_autofree char *name = kin_cli_safe (field->name);
      g_autofree char *value = kin_cli_safe (field->value);

      kin_cli_print ("  %s: %s", name, value);
    }
}

static void
print_raw (KinJson *json)
{
  GBytes *bytes = kin_json_get_bytes (json);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  fwrite (data, 1, length, stdout);
  if (length > 0 && data[length - 1] != '\n')
    putchar ('\n');
}

/* The resource goes into the answer as it is, so that its numbers stay as the clinic wrote
 * them. */
static void
print_item_json (KinItem *item)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  begin_item (builder, item);
  kin_cli_json_string (builder, "kind", kin_item_get_kind (item));
  kin_cli_json_string (builder, "codes", kin_item_get_codes (item));
  kin_cli_json_string (builder, "flag", kin_item_get_flag (item));
  kin_cli_json_bool (builder, "unread", kin_item_get_unread (item));
  json_builder_end_object (builder);

  text = kin_cli_json_end (builder);
  text[strlen (text) - 1] = '\0';
  fputs (text, stdout);
  fputs (",\"fields\":", stdout);
  print_raw (kin_item_get_json (item));
  puts ("}");
}

static void
print_item (KinItem *item)
{
  const char *lines[][2] = {
    { "Date", kin_item_get_date (item) },
    { "Status", kin_item_get_status (item) },
    { "Flag", kin_item_has_modifier (item) ? NULL : kin_item_get_flag (item) },
    { "Kind", kin_item_get_kind (item) },
  };
  g_autofree char *title = kin_cli_safe (kin_item_get_title (item));
  g_autofree char *subtitle = kin_cli_safe (kin_item_get_subtitle (item));

  kin_cli_print ("%s", title);
  if (*subtitle != '\0')
    kin_cli_print ("%s", subtitle);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *value = kin_cli_safe (lines[i][1]);

      if (*value != '\0')
        kin_cli_print ("%s: %s", lines[i][0], value);
    }
  if (kin_item_has_modifier (item))
    kin_cli_print ("The clinic added something here that this program cannot interpret. "
                   "Ask the clinic before you rely on it.");
  kin_cli_print ("As the clinic wrote it:");
  print_fields (kin_item_get_json (item));
}

/* show PERSON ITEM [--raw] */
KinCliExit
kin_cli_show (KinCli *cli)
{
  g_autoptr (KinItem) item = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!g_ascii_string_to_signed (cli->words[1], 10, 1, G_MAXINT64, &id, NULL))
    {
      kin_cli_say ("ITEM is the number that stands before an item in a list.");
      return KIN_CLI_USAGE;
    }

  kin_person_load_async (cli->person, id, cli->cancellable, kin_cli_done, cli);
  item = kin_person_load_finish (cli->person, kin_cli_wait (cli), &error);
  if (item == NULL)
    return kin_cli_fail (error);

  if (cli->raw)
    print_raw (kin_item_get_json (item));
  else if (cli->json)
    print_item_json (item);
  else
    print_item (item);

  return KIN_CLI_DONE;
}
