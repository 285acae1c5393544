/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-set-up-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-set-up-words.h"
#include "kin-text.h"

/* The steps to a number, by the words of data/vendors.ini. */
static const struct
{
  const char *step;
  const char *words;
} steps[] = {
  { "help-desk", N_("Ask the clinic’s help desk where app makers get a number, for an app that"
                    " patients use.") },
  { "account", N_("Open the page for app makers and make an account there. Your login at the"
                  " clinic does not work there.") },
  { "app", N_("Make a new app there. Copy the app name into the field for it.") },
  { "patients", N_("Choose that patients use the app, not people who work at a clinic.") },
  { "public", N_("Choose “public”, an app that keeps no secret. If you get a secret all the same,"
                 " type it below.") },
  { "secret", N_("You get a number and a secret there. Both are needed.") },
  { "stay", N_("Choose “offline” access, if the page asks. Then you need to sign in less often.") },
  { "return", N_("Copy the return address into its field. The page may call it “redirect URI”.") },
  { "types", N_("Choose what Kinchart reads, in version R4. You can copy the list.") },
  { "scopes", N_("Where the page asks for “scopes”, put in what Kinchart reads. You can copy the"
                 " list.") },
  { "terms", N_("Read the terms there. Go on only if you agree with them.") },
  { "number", N_("Copy the number you get, and paste it below. The page may call it"
                 " “client ID”.") },
  { "live-number", N_("If there are two numbers, take the one for real records, “production”.") },
  { "test-number", N_("The first number opens only made-up records. Ask there for one for real"
                      " records.") },
  { "allow", N_("Some clinics have to let the app in. Tell their help desk the number.") },
  { "wait", N_("It may take 1 or 2 days until the number works. Kinchart can remind you.") },
};

/**
 * kin_set_up_step_to_words:
 * @step: a word of data/vendors.ini
 * @is_trial: whether it is done for a portal where nobody is real
 *
 * Returns: (nullable): what to do; %NULL for a step that leads to real records only
 */
const char *
kin_set_up_step_to_words (const char *step,
                          gboolean    is_trial)
{
  if (is_trial && g_str_has_suffix (step, "-number"))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].step, step))
      return _(steps[i].words);

  return NULL;
}

/**
 * kin_set_up_to_intro:
 * @is_trial: whether nobody at the portal is real
 *
 * Returns: (transfer full): whose number it is, and for whom it is good
 */
char *
kin_set_up_to_intro (const KinVendor *vendor,
                     gboolean         is_trial)
{
  g_autofree char *name = vendor->name != NULL ? kin_text_isolate (vendor->name) : NULL;

  if (is_trial)
    return g_strdup (_("This trial portal lets in only apps that have a number. Take the one for"
                       " made-up records. It is good for nothing else."));
  if (name == NULL)
    return g_strdup (_("This clinic lets in only apps that have a number from it. One number is"
                       " good for everybody here."));

  /* Translators: %1$s and %2$s are the name of a maker of clinic websites, such as Epic. */
  return g_strdup_printf (_("This clinic’s website is made by %1$s. It lets in only apps that have"
                            " a number. One number is good for everybody here, at every clinic"
                            " with %2$s."), name, name);
}

/**
 * kin_set_up_to_redirect:
 *
 * Returns: the return address to give to a vendor
 */
const char *
kin_set_up_to_redirect (const KinVendor *vendor)
{
  switch (vendor->kind)
    {
    case KIN_RETURN_WEB:
      return KIN_RETURN_PAGE;
    case KIN_RETURN_SCHEME:
      return "io.github.kinchart:/cb";
    case KIN_RETURN_PORT:
    default:
      return "http://127.0.0.1:47811/callback";
    }
}
