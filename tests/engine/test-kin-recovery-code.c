/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-recovery-code"

#include "config.h"

#include <string.h>

#include "kin-engine-error.h"
#include "kin-key-wrap.h"
#include "kin-recovery-code.h"

#define ROUNDS 200
#define ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define N_CHARS (KIN_RECOVERY_N_GROUPS * (KIN_RECOVERY_GROUP_LENGTH + 1) - 1)

static char *
dup_text (KinSecret *code)
{
  g_autoptr (KinSecret) text = kin_recovery_code_to_text (code);

  return g_strdup (kin_secret_get_text (text));
}

static void
test_round (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (KinSecret) code = kin_recovery_code_new ();
      g_autofree char *text = dup_text (code);
      g_autofree char *lower = g_ascii_strdown (text, -1);
      g_auto (GStrv) groups = g_strsplit (text, " ", -1);
      g_autofree char *joined = g_strjoinv ("", groups);
      g_autofree char *dashed = g_strjoinv ("-", groups);
      const char *ways[] = { text, lower, joined, dashed };

      g_assert_cmpuint (g_strv_length (groups), ==, KIN_RECOVERY_N_GROUPS);
      for (guint group = 0; group < KIN_RECOVERY_N_GROUPS; group++)
        {
          g_assert_cmpuint (strspn (groups[group], ALPHABET), ==, KIN_RECOVERY_GROUP_LENGTH);
          g_assert_true (kin_recovery_group_is_right (group, groups[group]));
        }
      for (guint way = 0; way < G_N_ELEMENTS (ways); way++)
        {
          g_autoptr (KinSecret) read = kin_recovery_code_from_text (ways[way], NULL);

          g_assert_nonnull (read);
          g_assert_true (kin_secret_equal (read, code));
        }
    }
}

static void
assert_wrong (const char *typed,
              guint       group)
{
  guint wrong = 99;

  g_assert_null (kin_recovery_code_from_text (typed, &wrong));
  g_assert_cmpuint (wrong, ==, group);
}

/* Every single letter typed wrong, each way, is found, and in its group (rule K-07). */
static void
test_one_letter (void)
{
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autofree char *text = dup_text (code);

  for (guint at = 0; at < N_CHARS; at++)
    {
      char right = text[at];

      for (const char *letter = ALPHABET "U?"; right != ' ' && *letter != '\0'; letter++)
        if (*letter != right)
          {
            text[at] = *letter;
            assert_wrong (text, at / 6);
          }
      text[at] = right;
    }
}

static void
swap (char  *text,
      guint  a,
      guint  b)
{
  char held = text[a];

  text[a] = text[b];
  text[b] = held;
}

/* What is no group is none, and a letter too many is in the last where nothing is between them. */
static void
test_length (void)
{
  static const char * const typed[] = { NULL, "", "ABC", "ABCDEFG" };
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autofree char *text = dup_text (code);
  g_auto (GStrv) groups = g_strsplit (text, " ", -1);
  g_autofree char *joined = g_strjoinv ("", groups);
  g_autofree char *longer = g_strconcat (joined, "0", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    g_assert_false (kin_recovery_group_is_right (0, typed[i]));
  assert_wrong (longer, KIN_RECOVERY_N_GROUPS - 1);
}

/* Two letters of a group, or two groups, in each other's place. */
static void
test_swapped (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (KinSecret) code = kin_recovery_code_new ();
      g_autofree char *text = dup_text (code);

      for (guint at = 0; at + 1 < N_CHARS; at++)
        if (text[at] != ' ' && text[at + 1] != ' ' && text[at] != text[at + 1])
          {
            swap (text, at, at + 1);
            assert_wrong (text, at / 6);
            swap (text, at, at + 1);
          }

      for (guint group = 1; group < KIN_RECOVERY_N_GROUPS; group++)
        {
          for (guint j = 0; j < KIN_RECOVERY_GROUP_LENGTH; j++)
            swap (text, j, group * 6 + j);
          if (strncmp (text, text + group * 6, 5) != 0)
            assert_wrong (text, 0);
          for (guint j = 0; j < KIN_RECOVERY_GROUP_LENGTH; j++)
            swap (text, j, group * 6 + j);
        }
    }
}

/* A letter left out or too many, a group left out, nothing at all. */
static void
test_missing (void)
{
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autofree char *text = dup_text (code);

  for (guint at = 0; at < N_CHARS; at++)
    if (text[at] != ' ')
      {
        g_autofree char *shorter = g_strdup_printf ("%.*s%s", (int) at, text, text + at + 1);
        g_autofree char *longer = g_strdup_printf ("%.*s7%s", (int) at, text, text + at);

        assert_wrong (shorter, at / 6);
        assert_wrong (longer, at / 6);
      }
  for (guint group = 0; group < KIN_RECOVERY_N_GROUPS - 1; group++)
    {
      g_autofree char *shorter = g_strdup_printf ("%.*s%s", (int) group * 6, text,
                                                  text + (group + 1) * 6);
      assert_wrong (shorter, group);
    }
  text[N_CHARS - 6] = '\0';
  assert_wrong (text, KIN_RECOVERY_N_GROUPS - 1);
  assert_wrong ("", 0);
  assert_wrong ("  ", 0);
}

/* Letters that look like another are that other one. */
static void
test_look_alike (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autoptr (KinSecret) code = kin_recovery_code_new ();
      g_autofree char *text = dup_text (code);
      g_autoptr (KinSecret) read = NULL;

      g_strdelimit (text, "0", 'o');
      g_strdelimit (text, "1", i % 2 ? 'l' : 'I');
      read = kin_recovery_code_from_text (text, NULL);
      g_assert_nonnull (read);
      g_assert_true (kin_secret_equal (read, code));
    }
}

/* No other code opens a wrapped key, nor does the right one for another set or another key. */
static void
test_wrap (void)
{
  g_autoptr (KinSecret) key = kin_secret_new_random (32);
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autofree char *wrapped = kin_key_wrap (key, code, "family", "0011");
  g_autofree char *again = kin_key_wrap (key, code, "family", "0011");
  g_autoptr (KinSecret) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (wrapped, !=, again);
  read = kin_key_unwrap (wrapped, code, "family", "0011", &error);
  g_assert_no_error (error);
  g_assert_true (kin_secret_equal (read, key));

  g_assert_null (kin_key_unwrap (wrapped, code, "other", "0011", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);
  g_clear_error (&error);
  g_assert_null (kin_key_unwrap (wrapped, code, "family", "0012", &error));
  g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);

  for (int i = 0; i < 1000; i++)
    {
      g_autoptr (KinSecret) other = kin_recovery_code_new ();
      g_autoptr (GError) local = NULL;

      g_assert_null (kin_key_unwrap (wrapped, other, "family", "0011", &local));
      g_assert_error (local, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_RECOVERY_CODE);
    }
}

/* A damaged file is never taken for a wrong code, whichever byte it is. */
static void
test_damaged (void)
{
  g_autoptr (KinSecret) key = kin_secret_new_random (32);
  g_autoptr (KinSecret) code = kin_recovery_code_new ();
  g_autofree char *wrapped = kin_key_wrap (key, code, "family", "0011");
  gsize length;
  g_autofree guint8 *bytes = g_base64_decode (wrapped, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *other = NULL;
      g_autoptr (GError) error = NULL;

      bytes[i] ^= 0x10;
      other = g_base64_encode (bytes, length);
      g_assert_null (kin_key_unwrap (other, code, "family", "0011", &error));
      g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED);
      bytes[i] ^= 0x10;
    }
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *cut = g_base64_encode (bytes, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (kin_key_unwrap (cut, code, "family", "0011", &error));
      g_assert_error (error, KIN_ENGINE_ERROR, KIN_ENGINE_ERROR_DAMAGED);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recovery-code/round", test_round);
  g_test_add_func ("/recovery-code/one-letter", test_one_letter);
  g_test_add_func ("/recovery-code/length", test_length);
  g_test_add_func ("/recovery-code/swapped", test_swapped);
  g_test_add_func ("/recovery-code/missing", test_missing);
  g_test_add_func ("/recovery-code/look-alike", test_look_alike);
  g_test_add_func ("/recovery-code/wrap", test_wrap);
  g_test_add_func ("/recovery-code/damaged", test_damaged);

  return g_test_run ();
}
