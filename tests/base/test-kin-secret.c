/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-secret"

#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "kin-secret.h"
#include "memory-kit.h"

/* Its mlock() does nothing, so that its own reservations do not fill the limit. */
#if defined (__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define SANITIZED 1
#endif
#endif

/* The pattern is only ever whole inside the secret: here it is kept inverted. */
#define PATTERN_LENGTH 24

static void
fill_inverted (guint8 *inverted)
{
  for (guint i = 0; i < PATTERN_LENGTH; i++)
    inverted[i] = (guint8) ~g_random_int_range (1, 255);
}

static KinSecret *
secret_from_inverted (const guint8 *inverted)
{
  guint8 plain[PATTERN_LENGTH];
  KinSecret *secret;

  for (guint i = 0; i < PATTERN_LENGTH; i++)
    plain[i] = (guint8) ~inverted[i];
  secret = kin_secret_new (plain, sizeof plain);
  explicit_bzero (plain, sizeof plain);

  return secret;
}

static void
test_secret_wiped (void)
{
  guint8 inverted[PATTERN_LENGTH];
  KinSecret *secret;

  fill_inverted (inverted);
  g_assert_cmpuint (memory_count (inverted, PATTERN_LENGTH), ==, 0);

  secret = secret_from_inverted (inverted);
  g_assert_cmpuint (memory_count (inverted, PATTERN_LENGTH), >=, 1);

  kin_secret_ref (secret);
  kin_secret_unref (secret);
  g_assert_cmpuint (memory_count (inverted, PATTERN_LENGTH), >=, 1);

  kin_secret_unref (secret);
  g_assert_cmpuint (memory_count (inverted, PATTERN_LENGTH), ==, 0);
}

/* The flags of the mapping that holds an address, such as " rd mr mw lo dd". */
static char *
dup_mapping_flags (gconstpointer address)
{
  g_autofree char *smaps = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &smaps, NULL, NULL));
  lines = g_strsplit (smaps, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gsize from, to;

      if (sscanf (lines[i], "%zx-%zx ", &from, &to) == 2)
        inside = (gsize) address >= from && (gsize) address < to;
      else if (inside && g_str_has_prefix (lines[i], "VmFlags:"))
        return g_strdup (lines[i] + strlen ("VmFlags:"));
    }

  return NULL;
}

static void
test_secret_memory (void)
{
  g_autoptr (KinSecret) secret = kin_secret_new_text ("a key");
  g_autofree char *flags = dup_mapping_flags (kin_secret_get_data (secret, NULL));

  g_assert_nonnull (flags);
  g_assert_nonnull (strstr (flags, " dd"));     /* not in a core file */
#ifndef SANITIZED
  g_assert_nonnull (strstr (flags, " lo"));     /* not in swap */
#endif
  g_assert_null (strstr (flags, " wr"));        /* not changed by accident */
}

static void
test_secret_text (void)
{
  g_autoptr (KinSecret) secret = kin_secret_new_text ("open sesame");
  g_autoptr (KinSecret) empty = kin_secret_new (NULL, 0);
  gsize length;

  g_assert_cmpstr (kin_secret_get_text (secret), ==, "open sesame");
  g_assert_cmpmem (kin_secret_get_data (secret, &length), 11, "open sesame", 11);
  g_assert_cmpuint (length, ==, 11);

  g_assert_cmpstr (kin_secret_get_text (empty), ==, "");
  kin_secret_get_data (empty, &length);
  g_assert_cmpuint (length, ==, 0);
}

static void
test_secret_equal (void)
{
  g_autoptr (KinSecret) one = kin_secret_new_text ("same");
  g_autoptr (KinSecret) other = kin_secret_new_text ("same");
  g_autoptr (KinSecret) different = kin_secret_new_text ("some");
  g_autoptr (KinSecret) shorter = kin_secret_new_text ("sam");
  g_autoptr (KinSecret) with_zero = kin_secret_new ("same\0", 5);

  g_assert_true (kin_secret_equal (one, other));
  g_assert_false (kin_secret_equal (one, different));
  g_assert_false (kin_secret_equal (one, shorter));
  g_assert_false (kin_secret_equal (one, with_zero));
}

static void
test_secret_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (KinSecret) secret = kin_secret_new_random (32);
      g_autoptr (KinSecret) hex = kin_secret_to_hex (secret);

      g_assert_cmpuint (strlen (kin_secret_get_text (hex)), ==, 64);
      g_assert_true (g_hash_table_add (seen, g_strdup (kin_secret_get_text (hex))));
    }
}

static void
test_secret_hex (void)
{
  static const char *const wrong[] = { NULL, "0", "0g", "00 1", "0x00", " 00", "00\n0" };
  g_autoptr (KinSecret) secret = kin_secret_from_hex ("00ff10AbcD");
  g_autoptr (KinSecret) hex = kin_secret_to_hex (secret);
  g_autoptr (KinSecret) nothing = kin_secret_from_hex ("");
  gsize length;

  g_assert_cmpmem (kin_secret_get_data (secret, &length), 5, "\x00\xff\x10\xab\xcd", 5);
  g_assert_cmpuint (length, ==, 5);
  g_assert_cmpstr (kin_secret_get_text (hex), ==, "00ff10abcd");
  g_assert_nonnull (nothing);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (kin_secret_from_hex (wrong[i]));
}

/* The verifier of RFC 7636 appendix B, and each length of the last group. */
static void
test_secret_base64url (void)
{
  static const guint8 octets[] = {
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186,
    22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
  };
  static const char *const short_ones[] = { "", "dA", "dBg", "dBjf" };
  g_autoptr (KinSecret) verifier = kin_secret_new (octets, sizeof octets);
  g_autoptr (KinSecret) text = kin_secret_to_base64url (verifier);

  g_assert_cmpstr (kin_secret_get_text (text), ==, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

  for (guint i = 0; i < G_N_ELEMENTS (short_ones); i++)
    {
      g_autoptr (KinSecret) start = kin_secret_new (octets, i);
      g_autoptr (KinSecret) encoded = kin_secret_to_base64url (start);

      g_assert_cmpstr (kin_secret_get_text (encoded), ==, short_ones[i]);
    }
}

static gpointer
hold_and_drop (gpointer secret)
{
  for (guint i = 0; i < 10000; i++)
    {
      kin_secret_ref (secret);
      g_assert_cmpstr (kin_secret_get_text (secret), ==, "shared");
      kin_secret_unref (secret);
    }
  kin_secret_unref (secret);

  return NULL;
}

static void
test_secret_threads (void)
{
  KinSecret *secret = kin_secret_new_text ("shared");
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("holder", hold_and_drop, kin_secret_ref (secret));
  kin_secret_unref (secret);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/wiped", test_secret_wiped);
  g_test_add_func ("/secret/memory", test_secret_memory);
  g_test_add_func ("/secret/text", test_secret_text);
  g_test_add_func ("/secret/equal", test_secret_equal);
  g_test_add_func ("/secret/random", test_secret_random);
  g_test_add_func ("/secret/hex", test_secret_hex);
  g_test_add_func ("/secret/base64url", test_secret_base64url);
  g_test_add_func ("/secret/threads", test_secret_threads);

  return g_test_run ();
}
