/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-phone-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-phone-words.h"
#include "kin-text.h"

/* "Dr. Ingrid Oyelaran, MD, Family doctor", as the team has it. */
static char *
name_to_words (const KinPhone *phone)
{
  if (phone->role == NULL)
    return g_strdup (phone->name);

  /* Translators: a name, then what that person does: "Joan Bell, Heart doctor". */
  return g_strdup_printf (_("%1$s, %2$s"), phone->name, phone->role);
}

/**
 * kin_phone_is_another:
 * @phone: (nullable): a number
 * @before: (nullable): the one that stands above it
 *
 * Returns: whether one reaches the same there
 */
gboolean
kin_phone_is_another (const KinPhone *phone,
                      const KinPhone *before)
{
  return phone != NULL && before != NULL && g_strcmp0 (phone->name, before->name) == 0 &&
         g_strcmp0 (phone->role, before->role) == 0;
}

/**
 * kin_phone_to_words:
 * @phone: a number
 * @before: (nullable): the one that stands above it
 *
 * Returns: (transfer full): whom one reaches there, isolated; of two numbers the second one says
 *   that it is one more, and no mistake
 */
char *
kin_phone_to_words (const KinPhone *phone,
                    const KinPhone *before)
{
  g_autofree char *name = name_to_words (phone);
  g_autofree char *safe_name = kin_text_isolate (name);

  if (!kin_phone_is_another (phone, before))
    return g_steal_pointer (&safe_name);

  /* Translators: %s is a name: somebody has a second phone number. */
  return g_strdup_printf (_("%s, another number"), safe_name);
}
