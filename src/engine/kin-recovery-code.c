/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-code"

#include "config.h"

#include <string.h>

#include "kin-recovery-code.h"

/* A recovery code is 256 random bits, written for people: 13 groups of 5 letters and digits.
 * Four of a group carry five bits each, and the fifth checks them and the place of the group.
 * One wrong letter, two letters or two groups in each other's place: always found, and the group
 * is known. (Letters that are easily taken for another are not used: I, L, O, U.) */

#define CODE_LENGTH 32
#define N_DATA (KIN_RECOVERY_GROUP_LENGTH - 1)
#define N_LETTERS (KIN_RECOVERY_N_GROUPS * KIN_RECOVERY_GROUP_LENGTH)

static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* The field of 32 elements, by x^5 + x^2 + 1. */
static guint8
times_two (guint8 value)
{
  value = (guint8) (value << 1);

  return value & 0x20 ? value ^ 0x25 : value;
}

/* Each place has a weight of its own, none of them 1, which is that of the check letter. */
static guint8
check_of (guint         number,
          const guint8 *values)
{
  guint8 sum = 0;

  for (int i = N_DATA - 1; i >= 0; i--)
    sum = times_two (sum ^ values[i]);

  return sum ^ (guint8) (number + 1);
}

/* -1 when it is none of the letters. */
static int
value_of (char letter)
{
  const char *found;

  letter = g_ascii_toupper (letter);
  if (letter == 'O')
    letter = '0';
  else if (letter == 'I' || letter == 'L')
    letter = '1';

  found = letter != '\0' ? strchr (letters, letter) : NULL;
  return found != NULL ? (int) (found - letters) : -1;
}

/* The five letters of one group, or fewer when they are not right. */
static gboolean
read_group (guint       number,
            const char *typed,
            guint8     *values)
{
  for (guint i = 0; i < KIN_RECOVERY_GROUP_LENGTH; i++)
    {
      int value = value_of (typed[i]);

      if (value < 0)
        return FALSE;
      values[i] = (guint8) value;
    }

  return check_of (number, values) == values[N_DATA];
}

/**
 * kin_recovery_code_new:
 *
 * Returns: (transfer full): 32 random bytes
 */
KinSecret *
kin_recovery_code_new (void)
{
  return kin_secret_new_random (CODE_LENGTH);
}

static guint8
get_bits (const guint8 *bytes,
          guint         at)
{
  guint8 value = 0;

  for (guint bit = at; bit < at + 5; bit++)
    {
      int one = bit < CODE_LENGTH * 8 ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0;

      value = (guint8) (value << 1 | one);
    }

  return value;
}

/**
 * kin_recovery_code_to_text:
 * @code: 32 bytes
 *
 * Returns: (transfer full): the 13 groups, a blank between each
 */
KinSecret *
kin_recovery_code_to_text (KinSecret *code)
{
  char text[N_LETTERS + KIN_RECOVERY_N_GROUPS];
  gsize length;
  const guint8 *bytes = kin_secret_get_data (code, &length);
  KinSecret *secret;
  char *end = text;

  g_return_val_if_fail (length == CODE_LENGTH, NULL);

  for (guint group = 0; group < KIN_RECOVERY_N_GROUPS; group++)
    {
      guint8 values[N_DATA];

      for (guint i = 0; i < N_DATA; i++)
        {
          values[i] = get_bits (bytes, (group * N_DATA + i) * 5);
          *end++ = letters[values[i]];
        }
      *end++ = letters[check_of (group, values)];
      *end++ = ' ';
      explicit_bzero (values, sizeof values);
    }

  secret = kin_secret_new (text, sizeof text - 1);
  explicit_bzero (text, sizeof text);
  return secret;
}

/**
 * kin_recovery_group_is_right:
 * @number: which group, from 0
 * @typed: (nullable): what was typed for it
 *
 * Returns: whether it is whole, and can be that group of a code
 */
gboolean
kin_recovery_group_is_right (guint       number,
                             const char *typed)
{
  guint8 values[KIN_RECOVERY_GROUP_LENGTH];
  gboolean right;

  g_return_val_if_fail (number < KIN_RECOVERY_N_GROUPS, FALSE);

  right = typed != NULL && strlen (typed) == KIN_RECOVERY_GROUP_LENGTH &&
          read_group (number, typed, values);
  explicit_bzero (values, sizeof values);
  return right;
}

static void
put_bits (guint8 *bytes,
          guint   at,
          guint8  value)
{
  for (guint i = 0; i < 5; i++)
    if (value >> (4 - i) & 1)
      bytes[(at + i) / 8] |= (guint8) (1 << (7 - (at + i) % 8));
}

/* The four bits after the last byte are zero in every code. */
static KinSecret *
read_code (const char *groups,
           guint      *wrong)
{
  guint8 bytes[CODE_LENGTH + 1] = { 0 };
  guint8 values[KIN_RECOVERY_GROUP_LENGTH];
  KinSecret *code = NULL;
  guint group;

  for (group = 0; group < KIN_RECOVERY_N_GROUPS; group++)
    {
      if (!read_group (group, groups + group * KIN_RECOVERY_GROUP_LENGTH, values))
        break;
      for (guint i = 0; i < N_DATA; i++)
        put_bits (bytes, (group * N_DATA + i) * 5, values[i]);
    }

  if (group == KIN_RECOVERY_N_GROUPS && bytes[CODE_LENGTH] == 0)
    code = kin_secret_new (bytes, CODE_LENGTH);
  else
    *wrong = MIN (group, KIN_RECOVERY_N_GROUPS - 1);

  explicit_bzero (bytes, sizeof bytes);
  explicit_bzero (values, sizeof values);
  return code;
}

/* Where there is something between the groups, a letter too few or too many is in one of them. */
static int
find_odd_group (const char *typed)
{
  int n_groups = 0;
  int odd = -1;
  guint length = 0;

  for (const char *c = typed; ; c++)
    {
      if (g_ascii_isalnum (*c))
        {
          length++;
          continue;
        }
      if (length > 0 && length != KIN_RECOVERY_GROUP_LENGTH && odd < 0)
        odd = n_groups;
      n_groups += length > 0 ? 1 : 0;
      length = 0;
      if (*c == '\0')
        break;
    }

  return n_groups > 1 ? odd : -1;
}

/**
 * kin_recovery_code_from_text:
 * @typed: the groups in order, in either case, with blanks or dashes or nothing between them
 * @wrong: (out) (optional): the first group that is not as it was printed, from 0
 *
 * Returns: (transfer full) (nullable): the code; %NULL when a group is mistyped or missing. It
 *   may still be another one than that of the record.
 */
KinSecret *
kin_recovery_code_from_text (const char *typed,
                             guint      *wrong)
{
  char groups[N_LETTERS + 1] = { 0 };
  int odd = find_odd_group (typed);
  guint n_letters = 0;
  guint unused;
  KinSecret *code = NULL;

  if (wrong == NULL)
    wrong = &unused;

  for (const char *c = typed; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c) && n_letters < N_LETTERS)
        groups[n_letters] = *c;
      n_letters += g_ascii_isalnum (*c) ? 1 : 0;
    }

  *wrong = KIN_RECOVERY_N_GROUPS - 1;
  if (odd >= 0)
    *wrong = MIN ((guint) odd, KIN_RECOVERY_N_GROUPS - 1);
  else if (n_letters <= N_LETTERS)
    code = read_code (groups, wrong);
  explicit_bzero (groups, sizeof groups);

  return code;
}
