/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-read"

#include "config.h"

#include "kin-practice-read.h"

#include <string.h>

static gboolean
wants (KinPracticeRequest *request, const char *media_type)
{
  return request->accept != NULL && strstr (request->accept, media_type) != NULL;
}

static void
add_version (KinPracticeAnswer *answer, KinPracticeResource *resource)
{
  g_autoptr (GDateTime) updated
      = g_date_time_new_from_unix_utc (resource->updated / G_USEC_PER_SEC);
  g_autofree char *date = soup_date_time_to_string (updated, SOUP_DATE_HTTP);

  kin_practice_answer_set_header (answer, "ETag", resource->etag);
  kin_practice_answer_set_header (answer, "Last-Modified", date);
}

static KinPracticeAnswer *
answer_resource (KinPracticeResource *resource)
{
  KinPracticeAnswer *answer = kin_practice_answer_new (SOUP_STATUS_OK, "application/fhir+json");

  kin_practice_answer_add_bytes (answer, resource->bytes);
  return answer;
}

/* The file itself, out of its wrapping (https://hl7.org/fhir/R4/binary.html#rest). */
static KinPracticeAnswer *
answer_file (KinPracticeResource *resource, KinPracticeRequest *request)
{
  g_autoptr (KinJson) json = kin_json_new (resource->bytes, NULL);
  KinJsonNode root = kin_json_get_root (json);
  g_autofree char *type = kin_json_node_dup_string (kin_json_node_get (root, "contentType"));
  g_autofree char *data = kin_json_node_dup_string (kin_json_node_get (root, "data"));
  gsize semicolon = type != NULL ? strcspn (type, ";") : 0;
  g_autofree char *media_type = g_strndup (type != NULL ? type : "", semicolon);
  KinPracticeAnswer *answer;
  g_autoptr (GBytes) file = NULL;
  guchar *decoded;
  gsize length;

  if (type == NULL || data == NULL)
    return answer_resource (resource);
  if (request->accept != NULL && !wants (request, media_type) && !wants (request, "*/*"))
    return kin_practice_answer_new_outcome (SOUP_STATUS_NOT_ACCEPTABLE, "not-supported",
                                            "This file is of another type.");

  decoded = g_base64_decode (data, &length);
  file = g_bytes_new_take (decoded, length);
  answer = kin_practice_answer_new (SOUP_STATUS_OK, type);
  kin_practice_answer_add_bytes (answer, file);

  return answer;
}

/**
 * kin_practice_read:
 * @care: what the portal knows
 * @request: a request for "/fhir/Type/id"
 * @grant: what the app may see
 *
 * Reads one resource. What belongs to another person is not there, so that
 * nobody learns that it is; what was not shared is refused.
 *
 * Returns: (transfer full): the resource, or why not
 */
KinPracticeAnswer *
kin_practice_read (KinPracticeCare *care, KinPracticeRequest *request, KinPracticeGrant *grant)
{
  KinPracticeResource *resource
      = kin_practice_care_get_resource (care, request->path + strlen ("/fhir/"));
  g_autoptr (KinPracticeAnswer) answer = NULL;

  if (resource == NULL
      || (resource->patient != NULL && !g_str_equal (resource->patient, grant->patient)))
    return kin_practice_answer_new_outcome (SOUP_STATUS_NOT_FOUND, "not-found",
                                            "There is no such resource.");
  if (!kin_practice_grant_may_see (grant, resource, 'r'))
    return kin_practice_answer_new_outcome (SOUP_STATUS_FORBIDDEN, "forbidden",
                                            "This was not shared with this app.");
  if (request->if_none_match != NULL && strstr (request->if_none_match, resource->etag) != NULL)
    answer = kin_practice_answer_new (SOUP_STATUS_NOT_MODIFIED, NULL);
  else if (g_str_equal (resource->type, "Binary") && !wants (request, "application/fhir+json"))
    answer = answer_file (resource, request);
  else
    answer = answer_resource (resource);
  if (answer->status < 400)
    add_version (answer, resource);

  return g_steal_pointer (&answer);
}
