/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"

G_BEGIN_DECLS

/* Waits in a test: pass kit_done as the callback with a #KitResult. */
typedef struct
{
  GAsyncResult *result;
} KitResult;

void          kit_done           (GObject       *source,
                                  GAsyncResult  *result,
                                  gpointer       user_data);
GAsyncResult *kit_wait           (KitResult     *result);
void          kit_clear          (KitResult     *result);

char         *kit_make_folder    (void);
void          kit_remove_folder  (const char    *folder);
void          kit_copy_folder    (const char    *from,
                                  const char    *to);
char         *kit_hash_folder    (const char    *folder);
KinFamily    *kit_open_family    (const char    *folder,
                                  GError       **error);
void          kit_close_family   (KinFamily     *family);
KinPerson    *kit_add_person     (KinFamily     *family,
                                  const char    *name,
                                  const char    *birth_date);

/* A family of two, as a fixture. */
typedef struct
{
  char      *folder;
  KinFamily *family;
  KinPerson *rosa;
  KinPerson *luis;
} KitTwo;

void          kit_two_set_up     (KitTwo        *two,
                                  gconstpointer  unused);
void          kit_two_tear_down  (KitTwo        *two,
                                  gconstpointer  unused);
gboolean      kit_open           (KinPerson     *person,
                                  GError       **error);
gboolean      kit_renew          (KinPerson     *person,
                                  GError       **error);
void          kit_close          (KinPerson     *person);
void          kit_open_again     (KinPerson     *person);

void          kit_import         (KinPerson     *person,
                                  const char    *path);
guint64       kit_count          (KinPerson     *person);
GPtrArray    *kit_list_originals (KinPerson     *person);
char         *kit_write_zip      (const char    *folder,
                                  const char    *name,
                                  GBytes       **texts,
                                  guint          n_texts);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KitResult, kit_clear)

G_END_DECLS
