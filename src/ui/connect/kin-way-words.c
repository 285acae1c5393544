/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-way-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-date-words.h"
#include "kin-text-find.h"
#include "kin-text.h"
#include "kin-way-words.h"

/**
 * kin_clinic_to_website:
 *
 * Returns: (transfer full) (nullable): the page where people sign in, or the first page of the host
 *   of its address for apps
 */
char *
kin_clinic_to_website (KinClinic *clinic)
{
  const char *page = kin_clinic_get_page (clinic);
  const char *address = kin_clinic_get_address (clinic);

  if (page != NULL)
    return kin_address_to_safe_page (page);

  return address != NULL ? kin_address_to_website (address) : NULL;
}

/**
 * kin_way_to_words:
 *
 * Returns: how a record comes from a clinic, in a few words
 */
const char *
kin_way_to_words (KinWay way)
{
  switch (way)
    {
    case KIN_WAY_CONNECT:
      return _("Connect now");
    case KIN_WAY_NUMBER:
      return _("Needs a number for Kinchart");
    case KIN_WAY_DOWNLOAD:
      return _("Download a file instead");
    case KIN_WAY_ASK:
      return _("Ask for a copy");
    case KIN_WAY_PAPER:
      return _("Paper");
    case KIN_WAY_UNKNOWN:
    default:
      return _("Kinchart asks the clinic what it offers");
    }
}

/**
 * kin_way_to_statement:
 *
 * Returns: what a person may know about a clinic: how a record comes from there
 */
const char *
kin_way_to_statement (KinWay way)
{
  switch (way)
    {
    case KIN_WAY_CONNECT:
      return _("People sign in there with an app");
    case KIN_WAY_NUMBER:
      return _("It gives a number for Kinchart first");
    case KIN_WAY_DOWNLOAD:
      return _("Its website gives the record as a file");
    case KIN_WAY_ASK:
      return _("It gives a copy when it is asked");
    case KIN_WAY_PAPER:
      return _("It gives paper only");
    case KIN_WAY_UNKNOWN:
    default:
      return _("Not known");
    }
}

/**
 * kin_way_to_advice:
 *
 * Returns: (nullable): what that means, in one or two sentences; %NULL where it has steps
 */
const char *
kin_way_to_advice (KinWay way)
{
  switch (way)
    {
    case KIN_WAY_NUMBER:
      return _("Before you can sign in, you need a number for Kinchart. The next page shows how"
               " to get one.");
    case KIN_WAY_DOWNLOAD:
      return _("You cannot sign in to this clinic with Kinchart. Its website can give you your"
               " record as a file.");
    case KIN_WAY_ASK:
      return _("You cannot sign in to this clinic with Kinchart. Ask it for a copy of your"
               " record.");
    case KIN_WAY_PAPER:
      return _("This clinic gives your record on paper. Ask it for a copy. Photos of the pages can"
               " be kept here as letters.");
    case KIN_WAY_UNKNOWN:
    case KIN_WAY_CONNECT:
    default:
      return NULL;
    }
}

/**
 * kin_login_to_words:
 *
 * Returns: (transfer full): the second step of signing in at a clinic: with which login
 */
char *
kin_login_to_words (KinClinic *clinic)
{
  g_autofree char *login = kin_text_isolate (kin_clinic_get_login (clinic));
  g_autofree char *password = kin_text_isolate (kin_clinic_get_password (clinic));

  if (login != NULL && password != NULL)
    /* Translators: the name and the password of somebody made up. */
    return g_strdup_printf (_("2. You sign in there as somebody made up: the name is %1$s, the"
                              " password is %2$s."), login, password);
  if (kin_clinic_get_is_trial (clinic))
    return g_strdup (_("2. You choose somebody made up there. Use no login of your own."));

  return g_strdup (_("2. You sign in there with the login you have at the clinic. Kinchart never"
                     " sees your password."));
}

/**
 * kin_trial_to_words:
 * @clinic: for trying things out
 *
 * Returns: (transfer full): lines about it in a list: how it is tried, and when that is known to
 *   have worked
 */
char *
kin_trial_to_words (KinClinic *clinic)
{
  g_autofree char *day = kin_date_to_words (kin_clinic_get_known (clinic));
  g_autofree char *known = NULL;
  const char *way = kin_way_to_words (kin_clinic_get_way (clinic));

  if (day == NULL)
    known = g_strdup (_("It is not known when it last worked."));
  else
    /* Translators: %s is a day. */
    known = g_strdup_printf (_("Last known to work on %s."), day);

  return g_strjoin ("\n", way, known, NULL);
}

/* The other name that was looked for, when it is not the one that people see. */
static char *
find_other_name (KinClinic  *clinic,
                 const char *typed)
{
  const char *others = kin_clinic_get_other_names (clinic);
  g_auto (GStrv) names = g_strsplit (others != NULL ? others : "", "|", -1);

  if (kin_text_has_all (kin_clinic_get_name (clinic), typed))
    return NULL;
  for (guint i = 0; names[i] != NULL; i++)
    if (kin_text_has_all (names[i], typed))
      return kin_text_isolate (names[i]);

  return NULL;
}

/**
 * kin_clinic_to_row_words:
 * @typed: what it was found by
 *
 * Returns: (transfer full): lines about it in a list: another name when it was found by that, where
 *   it is, and how a record comes from there
 */
char *
kin_clinic_to_row_words (KinClinic  *clinic,
                         const char *typed)
{
  g_autofree char *where = kin_clinic_place_to_lines (clinic);
  g_autofree char *other = find_other_name (clinic, typed);
  const char *way = kin_way_to_words (kin_clinic_get_way (clinic));
  g_autofree char *also = NULL;

  if (other == NULL)
    return g_strjoin ("\n", where, way, NULL);

  /* Translators: %s is another name of a clinic. */
  also = g_strdup_printf (_("Also called %s"), other);

  return g_strjoin ("\n", also, where, way, NULL);
}
