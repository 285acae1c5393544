/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-summary"

#include "config.h"

#include <string.h>

#include "kin-bundle.h"
#include "kin-resource-private.h"
#include "kin-summary-private.h"

static const gsize places[KIN_N_TEXTS] = {
  [KIN_TEXT_TYPE] = G_STRUCT_OFFSET (KinSummary, type),
  [KIN_TEXT_ID] = G_STRUCT_OFFSET (KinSummary, id),
  [KIN_TEXT_SUBTITLE] = G_STRUCT_OFFSET (KinSummary, subtitle),
  [KIN_TEXT_DATE] = G_STRUCT_OFFSET (KinSummary, date),
  [KIN_TEXT_DATE_KEY] = G_STRUCT_OFFSET (KinSummary, date_key),
  [KIN_TEXT_STATUS] = G_STRUCT_OFFSET (KinSummary, status),
  [KIN_TEXT_CODES] = G_STRUCT_OFFSET (KinSummary, codes),
  [KIN_TEXT_FLAG] = G_STRUCT_OFFSET (KinSummary, flag),
  [KIN_TEXT_PATIENT] = G_STRUCT_OFFSET (KinSummary, patient),
  [KIN_TEXT_WORDS] = G_STRUCT_OFFSET (KinSummary, words),
  [KIN_TEXT_NAMED_BY] = G_STRUCT_OFFSET (KinSummary, named_by),
  [KIN_TEXT_UPDATED] = G_STRUCT_OFFSET (KinSummary, updated),
};

/* Where a summary points at one of its texts. */
char **
kin_summary_get_place (KinSummary *self,
                       KinText     text)
{
  return G_STRUCT_MEMBER_P (self, places[text]);
}

/**
 * kin_summary_new:
 * @resource: a resource
 * @error: return location, in the domain %KIN_RECORD_ERROR
 *
 * Reads what a list shows of @resource. Values of a wrong shape count as missing.
 *
 * A resource without an id gets one made from what it says, the same each time;
 * inside a Bundle kin_bundle_summarise() knows better.
 *
 * Returns: (transfer full) (nullable): the summary; %NULL and
 *   %KIN_RECORD_ERROR_BAD_RESOURCE when @resource has no usable type
 */
KinSummary *
kin_summary_new (KinJsonNode   resource,
                 GError      **error)
{
  g_autofree char *type = kin_resource_dup_type (resource);
  g_autofree char *id = kin_resource_dup_id (resource);

  if (type == NULL)
    {
      g_set_error_literal (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_BAD_RESOURCE,
                           "The resource has no type");
      return NULL;
    }

  if (id == NULL)
    id = kin_resource_make_id (resource);

  return kin_summary_read (resource, kin_kind_find (type), type, id, NULL);
}

/**
 * kin_summary_copy:
 * @self: a summary, from wherever
 *
 * Returns: (transfer full): the same again
 */
KinSummary *
kin_summary_copy (const KinSummary *self)
{
  gsize length = sizeof *self;
  KinSummary *copy;
  char *end;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < KIN_N_TEXTS; i++)
    {
      const char *text = *kin_summary_get_place ((KinSummary *) self, i);

      length += text != NULL ? strlen (text) + 1 : 0;
    }

  copy = g_malloc (length);
  *copy = *self;
  copy->title = g_strdup (self->title);
  end = (char *) (copy + 1);
  for (guint i = 0; i < KIN_N_TEXTS; i++)
    {
      char **text = kin_summary_get_place (copy, i);
      const char *from = *text;

      if (from == NULL)
        continue;
      *text = end;
      end = stpcpy (end, from) + 1;
    }

  return copy;
}

/**
 * kin_summary_free:
 * @self: (transfer full) (nullable): a summary
 *
 * Frees it.
 */
void
kin_summary_free (KinSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self);
}
