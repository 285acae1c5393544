/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-trouble-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-text.h"
#include "kin-trouble-words.h"

/* What the sign-in pages of clinics say when they go no further, the frequent first: RFC 6749
 * §4.1.2.1 in the words that portals use for it, and what has nothing to do with apps. */
static const KinTroubleWords troubles[] = {
  { N_("The name or the password is wrong"),
    N_("Use the login of this clinic’s own website. If it is lost, its page has a way to get a"
       " new password. Or call the clinic."), FALSE },
  { N_("The account is locked"),
    N_("Too many tries lock it for a while. Try again later, or call the clinic. Kinchart cannot"
       " unlock it."), FALSE },
  { N_("The code does not come, or does not work"),
    N_("Wait a few minutes and ask for a new code on that page. If your phone number has changed,"
       " call the clinic."), FALSE },
  { N_("It took too long, or the session has ended"),
    N_("Go back and choose “Open the page again”. Nothing is lost."), FALSE },
  { N_("No record belongs to this account"),
    N_("Your login works, but the clinic has not linked your record to it. Call the clinic and ask"
       " for that. Some send a code by letter."), FALSE },
  { N_("The person I look for is not in the list"),
    N_("The clinic has not linked that person to your login. Ask it for helper access."), FALSE },
  { N_("Sharing with apps is not allowed"),
    N_("The clinic, or a setting of your account there, keeps apps out. Look in that account for"
       " “apps” or “sharing”, or ask the clinic."), FALSE },
  { N_("This app or client is not known"),
    N_("The clinic has not let Kinchart in yet. Ask its help desk for a number for Kinchart, and"
       " read them the lines below. Until then, open a file from its website."), TRUE },
  { N_("The return address or “redirect” is not right"),
    N_("The clinic knows another way back to Kinchart than this one. Read the lines below to its"
       " help desk. Until then, open a file from its website."), TRUE },
  { N_("A “scope” or permission is not right"),
    N_("The clinic does not let apps ask for all of this. Read the lines below to its help desk."
       " Until then, open a file from its website."), TRUE },
  { N_("The browser does not find 127.0.0.1"),
    N_("You are signed in, but the browser did not find the way back. Go back and choose “It did"
       " not come back?”. Another browser can help, too."), FALSE },
  { N_("The browser warns that the page is not safe"),
    N_("Do not go on, and type no password. Try again on another network. If the warning stays,"
       " call the clinic."), FALSE },
  { N_("The page is empty or does not load"),
    N_("Look whether other web pages open. Then go back and open the page again."), FALSE },
  { N_("The service is closed or too busy now"),
    N_("Try again later. If it is urgent, call the clinic."), FALSE },
  { N_("Something else"),
    N_("Stop here and try again later. If it stays so, call the clinic. Read them what the page"
       " says, and the lines below."), TRUE },
};

/**
 * kin_trouble_get_n_words:
 *
 * Returns: how many there are to choose from
 */
guint
kin_trouble_get_n_words (void)
{
  return G_N_ELEMENTS (troubles);
}

/**
 * kin_trouble_get_words:
 * @number: from 0
 *
 * Returns: (transfer none): the words for it, not translated yet
 */
const KinTroubleWords *
kin_trouble_get_words (guint number)
{
  g_return_val_if_fail (number < G_N_ELEMENTS (troubles), &troubles[0]);

  return &troubles[number];
}

static void
add_line (GString    *lines,
          GHashTable *asked,
          const char *parameter,
          const char *format)
{
  const char *value = g_hash_table_lookup (asked, parameter);
  g_autofree char *safe_value = NULL;

  if (value == NULL)
    return;

  safe_value = kin_text_isolate (value);
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  g_string_append_printf (lines, "%s %s", format, safe_value);
}

/**
 * kin_trouble_to_details:
 * @page_url: (nullable): the page that the browser was sent to
 *
 * What a help desk needs to know and a person does not. Nothing of it is secret, and nothing says
 * who the person is.
 *
 * Returns: (transfer full) (nullable): some lines
 */
char *
kin_trouble_to_details (const char *page_url)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GHashTable) asked = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  if (page_url != NULL)
    uri = g_uri_parse (page_url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_query (uri) == NULL)
    return NULL;

  asked = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (asked == NULL)
    return NULL;

  add_line (lines, asked, "client_id", _("Number for Kinchart:"));
  add_line (lines, asked, "redirect_uri", _("Return address:"));
  add_line (lines, asked, "aud", _("Address of the record:"));
  add_line (lines, asked, "scope", _("Permissions asked for:"));

  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}
