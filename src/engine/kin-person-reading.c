/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-reading"

#include "config.h"

#include "kin-connection.h"
#include "kin-person-private.h"
#include "kin-person-reading.h"
#include "kin-reference.h"

/* What a page about one item needs besides the item: that it was opened, what it points at, and
 * the documents that belong to it. All of it is in the file; nothing is asked of anybody. */

static void
mark_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* The item stays new and is marked the next time: nothing is lost. */
  if (!kin_record_store_mark_read_finish (KIN_RECORD_STORE (source), result, &error))
    g_debug ("An item was not marked as opened: %s", error->message);
}

/**
 * kin_person_mark_read:
 * @item: an item that the person has opened
 *
 * It is not new any more.
 */
void
kin_person_mark_read (KinPerson *self,
                      KinItem   *item)
{
  gint64 id = kin_item_get_id (item);

  g_return_if_fail (kin_person_get_is_open (self));

  if (kin_item_get_unread (item))
    kin_record_store_mark_read_async (kin_person_get_record (self), &id, 1, NULL, mark_read_cb,
                                      NULL);
}

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  KinItem *item = kin_record_store_find_finish (KIN_RECORD_STORE (source), result, &error);

  if (item != NULL)
    g_task_return_pointer (task, item, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* What another server calls Practitioner/7 is somebody else. A file has no server: what it names
 * by an address can only be its own. */
static gboolean
is_of_this_source (KinPerson    *self,
                   const char   *connection,
                   KinReference *place)
{
  KinConnection *source = kin_person_find_connection (self, connection);
  const char *base = source != NULL ? kin_connection_get_base (source) : NULL;

  return place->base == NULL || base == NULL || kin_base_equals (place->base, base);
}

/**
 * kin_person_find_async:
 * @connection: id of the connection that the reference came through
 * @reference: as the clinic wrote it, such as `Practitioner/7`
 *
 * Reads what an item points at, when it is in the record. What lies on another server than the
 * connection's is not.
 */
void
kin_person_find_async (KinPerson           *self,
                       const char          *connection,
                       const char          *reference,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (KinReference) place = kin_reference_new (reference);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_person_find_async);
  if (place->type == NULL || place->id == NULL ||
      !is_of_this_source (self, connection, place))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "It names nothing");
      g_object_unref (task);
      return;
    }

  kin_record_store_find_async (kin_person_get_record (self), connection, place->type, place->id,
                               cancellable, find_cb, task);
}

/**
 * kin_person_find_finish:
 *
 * Returns: (transfer full): the item, with its resource
 */
KinItem *
kin_person_find_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = kin_record_store_load_attachment_finish (KIN_RECORD_STORE (source), result,
                                                           &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * kin_person_file_async:
 * @connection: id of the connection that the item came through
 * @url: address of a document, as the item has it
 *
 * Reads a document or a picture that was fetched with the record.
 */
void
kin_person_file_async (KinPerson           *self,
                       const char          *connection,
                       const char          *url,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, kin_person_file_async);
  kin_record_store_load_attachment_async (kin_person_get_record (self), connection, url,
                                          cancellable, file_cb, task);
}

/**
 * kin_person_file_finish:
 *
 * Returns: (transfer full): its bytes
 */
GBytes *
kin_person_file_finish (KinPerson     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
