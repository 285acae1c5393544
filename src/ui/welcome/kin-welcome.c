/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-welcome"

#include "config.h"

#include "kin-add-person-page.h"
#include "kin-welcome-done-page.h"
#include "kin-welcome-page.h"
#include "kin-welcome-private-page.h"
#include "kin-welcome-record-page.h"
#include "kin-welcome-who-page.h"
#include "kin-welcome.h"

#define SETTING "welcome-page"

/* The first steps, in order. Which one is in front is a setting, so that leaving in the middle
 * costs nothing; nothing about a person is in it. */

static KinPerson *
dup_last_person (KinFamily *family)
{
  guint n_people = g_list_model_get_n_items (G_LIST_MODEL (family));

  return n_people > 0 ? g_list_model_get_item (G_LIST_MODEL (family), n_people - 1) : NULL;
}

static gboolean
is (const char *step,
    const char *name)
{
  return g_strcmp0 (step, name) == 0;
}

static void
on_added (KinPage   *page,
          KinPerson *person,
          GSettings *settings)
{
  g_autofree char *step = g_settings_get_string (settings, SETTING);
  KinFamily *family = kin_add_person_page_get_family (KIN_ADD_PERSON_PAGE (page));

  kin_welcome_go_to (page, family, settings,
                     is (step, KIN_WELCOME_BOTH) ? KIN_WELCOME_HELPED : KIN_WELCOME_PRIVATE);
}

static KinPage *
make_add_person (KinFamily  *family,
                 GSettings  *settings,
                 const char *step)
{
  KinPage *page = kin_add_person_page_new (family, is (step, KIN_WELCOME_HELPED)
                                                   ? KIN_PERSON_NO_FLAGS : KIN_PERSON_SELF);

  g_signal_connect_object (page, "added", G_CALLBACK (on_added), settings, 0);

  return page;
}

static KinPage *
make_page (KinFamily  *family,
           GSettings  *settings,
           const char *step)
{
  g_autoptr (KinPerson) person = dup_last_person (family);
  KinPage *page;

  if (is (step, KIN_WELCOME_WHO))
    return kin_welcome_who_page_new (family, settings);
  if (is (step, KIN_WELCOME_SELF) || is (step, KIN_WELCOME_BOTH) || is (step, KIN_WELCOME_HELPED))
    return make_add_person (family, settings, step);
  if (person == NULL)
    return kin_welcome_page_new (family, settings);

  if (is (step, KIN_WELCOME_PRIVATE))
    page = kin_welcome_private_page_new (family, settings);
  else if (is (step, KIN_WELCOME_RECORD))
    page = kin_welcome_record_page_new (family, settings);
  else
    page = kin_welcome_done_page_new ();
  kin_page_set_person (page, person);

  return page;
}

/**
 * kin_welcome_is_step:
 *
 * Returns: whether this is one of the first steps that has a person
 */
gboolean
kin_welcome_is_step (KinPage *page)
{
  return KIN_IS_WELCOME_PRIVATE_PAGE (page) || KIN_IS_WELCOME_RECORD_PAGE (page) ||
         KIN_IS_WELCOME_DONE_PAGE (page);
}

/**
 * kin_welcome_is_left_open:
 *
 * Returns: whether the first steps were left after a person was added
 */
gboolean
kin_welcome_is_left_open (GSettings *settings)
{
  g_autofree char *step = g_settings_get_string (settings, SETTING);

  return is (step, KIN_WELCOME_HELPED) || is (step, KIN_WELCOME_PRIVATE) ||
         is (step, KIN_WELCOME_RECORD);
}

/**
 * kin_welcome_resume:
 * @family: the last of its people, if there is one, is open
 *
 * Returns: (transfer full) (nullable): the page where the first steps were left, or %NULL when
 *   they are done
 */
KinPage *
kin_welcome_resume (KinFamily *family,
                    GSettings *settings)
{
  g_autofree char *step = g_settings_get_string (settings, SETTING);
  gboolean is_empty = g_list_model_get_n_items (G_LIST_MODEL (family)) == 0;

  if (!is_empty && !kin_welcome_is_left_open (settings))
    return NULL;

  return make_page (family, settings, step);
}

/* A record that came with the person need not be asked for. */
static gboolean
has_record (KinFamily *family)
{
  g_autoptr (KinPerson) person = dup_last_person (family);

  return person != NULL && kin_person_get_is_open (person) &&
         g_list_model_get_n_items (G_LIST_MODEL (person)) > 0;
}

/**
 * kin_welcome_go_to:
 * @from: the page in front
 * @step: the next one
 *
 * Goes on with the first steps. Once a person is added, Back does not lead to adding again.
 */
void
kin_welcome_go_to (KinPage    *from,
                   KinFamily  *family,
                   GSettings  *settings,
                   const char *step)
{
  KinPage *next;

  if (is (step, KIN_WELCOME_RECORD) && has_record (family))
    step = KIN_WELCOME_DONE;
  next = make_page (family, settings, step);
  g_settings_set_string (settings, SETTING, step);
  if (g_list_model_get_n_items (G_LIST_MODEL (family)) > 0 && !is (step, KIN_WELCOME_RECORD))
    kin_page_start_with (from, next);
  else
    kin_page_push (from, next);
}
