/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-phone-words"

#include "config.h"

#include "kin-phone-words.h"

/* Nobody stands twice as if by mistake, and two people of one name are not made one. */
static const struct
{
  const char *name;
  const char *role;
  const char *words;
} lines[] = {
  { "Team", NULL, "\342\201\250Team\342\201\251" },
  { "Team", NULL, "\342\201\250Team\342\201\251, another number" },
  { "Joan Bell", "Heart doctor", "\342\201\250Joan Bell, Heart doctor\342\201\251" },
  { "Joan Bell", "Eye doctor", "\342\201\250Joan Bell, Eye doctor\342\201\251" },
};

static void
test_words (void)
{
  KinPhone before = { NULL, NULL, NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      KinPhone phone = { (char *) lines[i].name, (char *) lines[i].role, NULL, NULL };
      g_autofree char *words = kin_phone_to_words (&phone, i > 0 ? &before : NULL);

      g_assert_cmpstr (words, ==, lines[i].words);
      before = phone;
    }
  g_assert_false (kin_phone_is_another (NULL, &before));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-words/words", test_words);

  return g_test_run ();
}
