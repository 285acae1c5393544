/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "plain-client"

#include <libsoup/soup.h>

/* The control of tests/fault/test-cuts.py: fetches a page as a program does that
 * believes the HTTP library. Exits 0 when it would have kept what it got. */
int
main (int   argc,
      char *argv[])
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = argc == 2 ? soup_message_new ("GET", argv[1]) : NULL;
  g_autoptr (GBytes) body = NULL;

  if (message == NULL)
    return 2;
  body = soup_session_send_and_read (session, message, NULL, NULL);

  return body != NULL && soup_message_get_status (message) == SOUP_STATUS_OK ? 0 : 1;
}
