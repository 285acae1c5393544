/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cli-confirm"

#include "config.h"

#include "kin-cli-confirm.h"

static char *
describe (const char *name,
          const char *birth_date,
          const char *sex)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *safe = kin_cli_safe (name != NULL ? name : "no name");
  g_autofree char *born = birth_date != NULL ? kin_cli_safe (birth_date) : NULL;
  g_autofree char *is = sex != NULL ? kin_cli_safe (sex) : NULL;

  g_string_append (words, safe);
  if (born != NULL)
    g_string_append_printf (words, ", born %s", born);
  if (is != NULL)
    g_string_append_printf (words, ", %s", is);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
say_whose (KinCli      *cli,
           const char  *who_says,
           KinIdentity *identity)
{
  g_autofree char *here = describe (kin_person_get_name (cli->person),
                                    kin_person_get_birth_date (cli->person), NULL);
  g_autofree char *there = NULL;

  if (identity == NULL)
    there = g_strdup ("nothing about whose record it is");
  else
    there = describe (kin_identity_get_name (identity), kin_identity_get_birth_date (identity),
                      kin_identity_get_sex (identity));

  kin_cli_say ("%-18s%s", "You chose:", here);
  kin_cli_say ("%-18s%s", who_says, there);
}

static gboolean
ask_yes (KinCli *cli)
{
  g_autofree char *answer = NULL;

  kin_cli_say ("Is this the same person? Type “yes” to keep this record, anything else to stop:");
  answer = kin_cli_read_line (cli);
  return answer != NULL && g_ascii_strcasecmp (answer, "yes") == 0;
}

/**
 * kin_cli_confirm:
 * @who_says: “The portal says:” or the like
 * @identity: (nullable): whose record it says it is
 * @match: how well that fits the person
 * @merge: what it says about records that were joined
 *
 * Shows both side by side and asks. --yes stands for a person who looked: it says yes where
 * nothing speaks against it, without showing anything, and where somebody has to look it says
 * nothing.
 *
 * Returns: whether it is the same person
 */
gboolean
kin_cli_confirm (KinCli      *cli,
                 const char  *who_says,
                 KinIdentity *identity,
                 KinMatch     match,
                 KinMerge     merge)
{
  if (match == KIN_MATCH_SAME && cli->yes)
    return TRUE;

  say_whose (cli, who_says, identity);
  if (match == KIN_MATCH_OTHER)
    {
      kin_cli_say ("This is someone else: the birth date or a number does not match. Nothing was"
                   " stored. Choose the right person, or correct the birth date you gave.");
      return FALSE;
    }
  if (merge != KIN_MERGE_NONE)
    kin_cli_say ("It closed this record or joined it with another: what is in it may be of two"
                 " people.");
  if (match == KIN_MATCH_ASK && cli->yes)
    {
      kin_cli_say ("%s Somebody has to look: run it again without --yes. Nothing was stored.",
                   identity == NULL
                     ? "It does not say whose record it is."
                     : "The names are not the same, or there is no birth date to compare, or this"
                       " portal opened another record before.");
      return FALSE;
    }
  if (!ask_yes (cli))
    {
      kin_cli_say ("Nothing was stored.");
      return FALSE;
    }

  return TRUE;
}
