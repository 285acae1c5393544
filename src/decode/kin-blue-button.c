/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-blue-button"

#include "config.h"

#include <string.h>

#include "kin-blue-button.h"
#include "kin-blue-report.h"

/* What VA and Medicare give out as text, as a Bundle: whose it is, the text itself as a letter, and
 * those things in it that can mean one thing only. All the rest is in the letter. */

/* The person */

/* VA writes the family name first, with a comma after it. */
static JsonObject *
make_name (const char *words)
{
  JsonObject *name = json_object_new ();
  g_auto (GStrv) parts = g_strsplit (words, ",", 2);
  g_auto (GStrv) given = NULL;

  if (parts[1] == NULL)
    {
      kin_cda_set (name, "text", words);
      return name;
    }

  kin_cda_set (name, "family", g_strstrip (parts[0]));
  given = g_strsplit (g_strstrip (parts[1]), " ", -1);
  for (guint i = 0; given[i] != NULL; i++)
    if (*given[i] != '\0')
      {
        if (!json_object_has_member (name, "given"))
          json_object_set_array_member (name, "given", json_array_new ());
        json_array_add_string_element (json_object_get_array_member (name, "given"), given[i]);
      }

  return name;
}

/* Nothing is read of a report that does not say whose it is. */
static void
read_person (KinBlueReport *self,
             KinBlueRecord *record)
{
  const char *words = kin_blue_get (record, "Name");
  g_autofree char *born = kin_blue_dup_date (kin_blue_get (record, "Date of Birth"));
  g_autofree char *both = NULL;
  g_autofree char *id = NULL;
  JsonObject *body;

  if (words == NULL || born == NULL)
    return;

  both = g_strjoin ("|", self->maker, words, born, NULL);
  id = kin_cda_dup_hash ("Patient ", both);
  body = kin_cda_add (&self->cda, "Patient", NULL)->body;
  kin_cda_set (body, "id", id);
  kin_cda_append (body, "name", make_name (words));
  kin_cda_set (body, "birthDate", born);
  if (self->cda.patient == NULL)
    self->cda.patient = g_strconcat ("Patient/", id, NULL);
}

/* The report itself: all that is in it can be read. */
static void
add_letter (KinBlueReport *self,
            const char    *text)
{
  const char *moment = self->cda.moment;
  JsonObject *body = kin_blue_add (self, "DocumentReference", "report",
                                   moment != NULL ? moment : text, NULL)->body;
  JsonObject *attachment = json_object_new ();
  JsonObject *content = json_object_new ();

  kin_cda_set (body, "status", "current");
  kin_cda_set (body, "description", self->maker);
  kin_cda_set (attachment, "contentType", "text/plain; charset=utf-8");
  kin_cda_take (attachment, "data", g_base64_encode ((const guchar *) text, strlen (text)));
  if (moment != NULL)
    kin_cda_take (attachment, "creation", g_strndup (moment, strlen ("2012-09-24")));
  kin_cda_put (content, "attachment", attachment);
  kin_cda_append (body, "content", content);
}

static GBytes *
read_report (KinBlueReport *self,
             const char    *text)
{
  g_autoptr (GPtrArray) records = kin_blue_list (text, kin_blue_find_keys);

  for (guint i = 0; i < records->len; i++)
    if (kin_blue_is_about_person (((KinBlueRecord *) g_ptr_array_index (records, i))->section))
      read_person (self, g_ptr_array_index (records, i));
  if (self->cda.patient == NULL)
    return NULL;

  add_letter (self, text);
  for (guint i = 0; i < records->len; i++)
    kin_blue_read_record (self, g_ptr_array_index (records, i));
  kin_blue_end_panel (self);

  return kin_cda_to_bundle (&self->cda);
}

/**
 * kin_blue_button_read:
 * @bytes: a file
 *
 * Takes apart the text that people get by the blue button of VA (My HealtheVet) or Medicare.
 *
 * Returns: (transfer full) (nullable): a Bundle of FHIR R4; %NULL when it is no such text, or does
 *   not say whose it is
 */
GBytes *
kin_blue_button_read (GBytes *bytes)
{
  g_autofree char *text = kin_blue_text_dup (bytes);
  KinBlueReport self = { .maker = NULL };
  GBytes *bundle;

  if (text != NULL && kin_blue_is_va (text))
    self.maker = "VA Blue Button";
  else if (text != NULL && kin_blue_is_cms (text))
    self.maker = "Medicare Blue Button";
  if (self.maker == NULL)
    return NULL;

  self.cda.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_cda_entry_free);
  self.cda.moment = kin_blue_dup_moment (text);
  bundle = read_report (&self, text);

  g_ptr_array_unref (self.cda.entries);
  g_free (self.cda.patient);
  g_free (self.cda.moment);

  return bundle;
}
