/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-time"

#include "config.h"

#include "kin-time.h"

#define FRACTION_DIGITS 9
#define MAX_OFFSET (14 * 60)

/* Reads exactly two digits at the start of the text and moves past them. */
static inline gboolean
take_two (const char **text,
          guint       *value)
{
  guint tens = (guint) (guchar) (*text)[0] - '0';
  guint ones = tens <= 9 ? (guint) (guchar) (*text)[1] - '0' : 10;

  *text += 2;
  *value = tens * 10 + ones;

  return ones <= 9;
}

/* The same with a sign before it, and only inside a range. */
static inline gboolean
take_part (const char **text,
           char         separator,
           guint        least,
           guint        most,
           guint8      *part)
{
  guint value;

  if (**text != separator)
    return FALSE;
  *text += 1;
  if (!take_two (text, &value) || value < least || value > most)
    return FALSE;

  *part = (guint8) value;

  return TRUE;
}

static gboolean
take_date (const char **text,
           KinTime     *time)
{
  guint century, year;

  if (!take_two (text, &century) || !take_two (text, &year) || century + year == 0)
    return FALSE;
  year += century * 100;
  time->year = (gint16) year;
  time->precision = KIN_TIME_YEAR;

  if (**text != '-')
    return TRUE;
  if (!take_part (text, '-', 1, 12, &time->month))
    return FALSE;
  time->precision = KIN_TIME_MONTH;

  if (**text != '-')
    return TRUE;
  if (!take_part (text, '-', 1, 31, &time->day)
      || (time->day > 28 && !g_date_valid_dmy (time->day, (GDateMonth) time->month,
                                               (GDateYear) year)))
    return FALSE;
  time->precision = KIN_TIME_DAY;

  return TRUE;
}

/* Any number of digits is allowed; what is finer than a nanosecond is cut. */
static gboolean
take_fraction (const char **text,
               KinTime     *time)
{
  guint32 scale = 100000000;
  const char *start = ++*text;

  for (; g_ascii_isdigit (**text); ++*text, scale /= 10)
    time->nanosecond += (guint32) g_ascii_digit_value (**text) * scale;

  time->digits = (guint8) MIN (*text - start, FRACTION_DIGITS);
  time->precision = KIN_TIME_FRACTION;

  return *text > start;
}

static gboolean
take_clock (const char **text,
            KinTime     *time)
{
  if (!take_part (text, 'T', 0, 23, &time->hour) || !take_part (text, ':', 0, 59, &time->minute))
    return FALSE;
  time->precision = KIN_TIME_MINUTE;

  if (**text != ':')
    return TRUE;
  if (!take_part (text, ':', 0, 60, &time->second))
    return FALSE;
  time->precision = KIN_TIME_SECOND;

  return **text != '.' || take_fraction (text, time);
}

static gboolean
take_zone (const char **text,
           KinTime     *time)
{
  char sign = **text;
  guint8 hours, minutes;
  int offset;

  time->has_zone = TRUE;
  if (sign == 'Z')
    {
      *text += 1;
      return TRUE;
    }

  if ((sign != '+' && sign != '-') || !take_part (text, sign, 0, 14, &hours)
      || !take_part (text, ':', 0, 59, &minutes))
    return FALSE;

  offset = hours * 60 + minutes;
  time->offset = (gint16) (sign == '-' ? -offset : offset);

  return offset <= MAX_OFFSET;
}

/**
 * kin_time_parse:
 * @text: (nullable): a FHIR date, dateTime or instant
 * @time: (out): the time; no time at all when it returns %FALSE
 *
 * Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD` and a day with `Thh:mm:ss`, a fraction and
 * a zone (https://hl7.org/fhir/R4/datatypes.html#dateTime). The calendar counts:
 * no 30 February, no 24:00, no year 0; a leap second is a second.
 *
 * Real portals also leave out the zone or the seconds: both are read as they are
 * written, and no zone is made up for them. Everything else is refused; the
 * caller then still has the text.
 *
 * Returns: whether @text is a time
 */
gboolean
kin_time_parse (const char *text,
                KinTime    *time)
{
  KinTime read = { 0 };

  g_return_val_if_fail (time != NULL, FALSE);

  *time = read;
  if (text == NULL || !take_date (&text, &read))
    return FALSE;

  if (*text != '\0' && (read.precision != KIN_TIME_DAY || !take_clock (&text, &read)))
    return FALSE;
  if (*text != '\0' && (!take_zone (&text, &read) || *text != '\0'))
    return FALSE;

  *time = read;

  return TRUE;
}

/**
 * kin_time_compare:
 * @a: a time
 * @b: a time
 *
 * The order of kin_time_to_key(): by the day where the clinic is, then by its
 * clock. At the same day and clock, what has no zone comes first and then what
 * happened first. No time at all comes before any time.
 *
 * Returns: below, at or above 0, as for sorting
 */
int
kin_time_compare (const KinTime *a,
                  const KinTime *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

#define COMPARE(member) \
  if (a->member != b->member) \
    return a->member < b->member ? -1 : 1

  COMPARE (year);
  COMPARE (month);
  COMPARE (day);
  COMPARE (hour);
  COMPARE (minute);
  COMPARE (second);
  COMPARE (nanosecond);
  COMPARE (precision);
  COMPARE (has_zone);

#undef COMPARE

  /* The further east the zone, the earlier its clock shows this. */
  return b->offset - a->offset;
}

/* Writes two digits and returns the place after them: every item has a key,
 * and printf would take longer over it than the rest of the reading. */
static inline char *
put_two (char  *at,
         guint  number)
{
  at[0] = (char) ('0' + number / 10);
  at[1] = (char) ('0' + number % 10);

  return at + 2;
}

/**
 * kin_time_write_key:
 * @self: a time
 * @key: (out caller-allocates): room for %KIN_TIME_KEY_LENGTH + 1 bytes
 *
 * Text of at most %KIN_TIME_KEY_LENGTH digits that sorts by bytes: year (4), month,
 * day, hour, minute, second (2 each), precision (1) and the decimals of the second
 * without zeros at the end, which are rare. What is not given is 0, so that a year
 * comes before its months and a day before its hours.
 *
 * The day is the one in the text and is never moved to another zone: a person
 * remembers the day of a visit, and a list must show it under that day. Within
 * one day, clocks of different zones are compared as they read.
 *
 * Returns: its length; 0 for no time at all
 */
gsize
kin_time_write_key (const KinTime *self,
                    char          *key)
{
  char *end = key;

  g_return_val_if_fail (self != NULL && key != NULL, 0);

  if (self->precision != KIN_TIME_NONE)
    {
      end = put_two (end, (guint) self->year / 100);
      end = put_two (end, (guint) self->year % 100);
      end = put_two (end, self->month);
      end = put_two (end, self->day);
      end = put_two (end, self->hour);
      end = put_two (end, self->minute);
      end = put_two (end, self->second);
      *end++ = (char) ('0' + self->precision);
    }
  if (self->nanosecond > 0)
    {
      for (guint32 scale = 100000000, left = self->nanosecond; left > 0; scale /= 10)
        {
          *end++ = (char) ('0' + left / scale);
          left %= scale;
        }
    }
  *end = '\0';

  return (gsize) (end - key);
}

/**
 * kin_time_to_key:
 * @self: a time
 *
 * Returns: (transfer full) (nullable): its kin_time_write_key(); %NULL for no time at all
 */
char *
kin_time_to_key (const KinTime *self)
{
  char key[KIN_TIME_KEY_LENGTH + 1];

  g_return_val_if_fail (self != NULL, NULL);

  return kin_time_write_key (self, key) > 0 ? g_strdup (key) : NULL;
}

static void
append_clock (GString       *text,
              const KinTime *self)
{
  g_string_append_printf (text, "T%02u:%02u", self->hour, self->minute);

  if (self->precision >= KIN_TIME_SECOND)
    g_string_append_printf (text, ":%02u", self->second);

  if (self->precision == KIN_TIME_FRACTION)
    {
      g_string_append_printf (text, ".%09u", self->nanosecond);
      g_string_truncate (text, text->len - (gsize) (FRACTION_DIGITS - self->digits));
    }

  if (self->has_zone && self->offset == 0)
    g_string_append_c (text, 'Z');
  else if (self->has_zone)
    g_string_append_printf (text, "%c%02d:%02d", self->offset < 0 ? '-' : '+',
                            ABS (self->offset) / 60, ABS (self->offset) % 60);
}

/**
 * kin_time_to_string:
 * @self: a time
 *
 * The FHIR text of a time, as precise as it was: what kin_time_parse() reads,
 * with `Z` for any zone without an offset and at most nine digits of a second.
 *
 * Returns: (transfer full) (nullable): the text; %NULL for no time at all
 */
char *
kin_time_to_string (const KinTime *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  if (self->precision == KIN_TIME_NONE)
    return NULL;

  g_string_append_printf (text, "%04d", self->year);
  if (self->precision >= KIN_TIME_MONTH)
    g_string_append_printf (text, "-%02u", self->month);
  if (self->precision >= KIN_TIME_DAY)
    g_string_append_printf (text, "-%02u", self->day);
  if (self->precision >= KIN_TIME_MINUTE)
    append_clock (text, self);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
