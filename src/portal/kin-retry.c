/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-retry"

#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "kin-retry-private.h"

#define MAX_BACKOFF 300.0

/* A number this large counts from 1970, not from now. */
#define FIRST_EPOCH 1000000000
#define FIRST_EPOCH_MILLISECONDS G_GINT64_CONSTANT (1000000000000)

static gboolean
parse_number (const char *text,
              gint64     *number)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  gsize digits = strspn (plain, "0123456789");
  guint64 value;

  /* A fraction of a second is no reason to call it garbage. */
  if (plain[digits] == '.')
    plain[digits] = '\0';
  if (!g_ascii_string_to_unsigned (plain, 10, 0, G_MAXINT64, &value, NULL))
    return FALSE;
  *number = (gint64) value;
  return TRUE;
}

static gint64
clamp_seconds (gint64 seconds)
{
  return CLAMP (seconds, 0, KIN_RETRY_MAX_SECONDS);
}

/* Seconds or an HTTP date (RFC 9110, section 10.2.3). */
static gint64
parse_retry_after (const char *text,
                   gint64      now)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds;

  if (parse_number (text, &seconds))
    return clamp_seconds (seconds);
  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? clamp_seconds (g_date_time_to_unix (date) - now) : -1;
}

/* The drafts of the RateLimit headers disagree: a bare number of seconds or an
 * epoch, `reset=30` in a list, or `;t=30` as a parameter. */
static gint64
parse_rate_reset (const char *text,
                  gint64      now)
{
  const char *named = strstr (text, "reset=");
  gint64 number;
  g_autofree char *digits = NULL;

  if (named != NULL)
    named += strlen ("reset=");
  else if ((named = strstr (text, "t=")) != NULL)
    named += strlen ("t=");
  else
    named = text;
  digits = g_strndup (named, strcspn (named, ",; "));
  if (!parse_number (digits, &number))
    return -1;
  if (number >= FIRST_EPOCH_MILLISECONDS)
    number /= 1000;
  if (number >= FIRST_EPOCH)
    number -= now;
  return clamp_seconds (number);
}

/**
 * kin_retry_seconds:
 * @retry_after: (nullable): the `Retry-After` of an answer
 * @rate_reset: (nullable): its `RateLimit-Reset`, `X-RateLimit-Reset` or `RateLimit`
 * @now: the time of the server, seconds since 1970
 *
 * Returns: how long the server asks to be left alone, at most an hour; -1 when
 *   it does not say, or says nothing that makes sense
 */
gint64
kin_retry_seconds (const char *retry_after,
                   const char *rate_reset,
                   gint64      now)
{
  gint64 seconds = -1;

  if (retry_after != NULL)
    seconds = parse_retry_after (retry_after, now);
  if (seconds < 0 && rate_reset != NULL)
    seconds = parse_rate_reset (rate_reset, now);
  return seconds;
}

/**
 * kin_retry_backoff:
 * @failures: how many times in a row, at least 1
 *
 * Returns: how many seconds to wait: 2, 4, 8 … 300, and anything down to half
 *   of that, so that many clients do not come back in step
 */
double
kin_retry_backoff (guint failures)
{
  double longest = (double) (1u << MIN (failures, 16u));

  return g_random_double_range (0.5, 1.0) * MIN (longest, MAX_BACKOFF);
}
