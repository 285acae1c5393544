/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-quirks"

#include "config.h"

#include "kin-quirks.h"

/* What most servers grant, and few exceed. */
#define PLAIN_PAGE_SIZE 100

struct _KinQuirksPlain
{
  GObject parent_instance;
};

#define KIN_TYPE_QUIRKS_PLAIN (kin_quirks_plain_get_type ())
G_DECLARE_FINAL_TYPE (KinQuirksPlain, kin_quirks_plain, KIN, QUIRKS_PLAIN, GObject)

G_DEFINE_INTERFACE (KinQuirks, kin_quirks, G_TYPE_OBJECT)

static void quirks_iface_init (KinQuirksInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KinQuirksPlain, kin_quirks_plain, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (KIN_TYPE_QUIRKS, quirks_iface_init))

static guint
kin_quirks_plain_get_page_size (KinQuirks  *self,
                                const char *type)
{
  return PLAIN_PAGE_SIZE;
}

/* Repeating the granted scope in a refresh is allowed everywhere (RFC 6749,
 * section 6) but only asked for by some; plain servers are not bothered. */
static gboolean
kin_quirks_plain_repeats_scope (KinQuirks *self)
{
  return FALSE;
}

static void
quirks_iface_init (KinQuirksInterface *iface)
{
  iface->get_page_size = kin_quirks_plain_get_page_size;
  iface->repeats_scope = kin_quirks_plain_repeats_scope;
}

static void
kin_quirks_default_init (KinQuirksInterface *iface)
{
}

static void
kin_quirks_plain_class_init (KinQuirksPlainClass *klass)
{
}

static void
kin_quirks_plain_init (KinQuirksPlain *self)
{
}

/**
 * kin_quirks_new:
 * @software: (nullable): what the portal calls its software
 *
 * Returns: (transfer full): what that software needs differently. No vendor has
 *   a file of its own yet: everything is plain.
 */
KinQuirks *
kin_quirks_new (const char *software)
{
  return g_object_new (KIN_TYPE_QUIRKS_PLAIN, NULL);
}

/**
 * kin_quirks_get_page_size:
 * @self: a set of quirks
 * @type: a resource type
 *
 * Returns: what to ask for with `_count`
 */
guint
kin_quirks_get_page_size (KinQuirks  *self,
                          const char *type)
{
  g_return_val_if_fail (KIN_IS_QUIRKS (self), PLAIN_PAGE_SIZE);

  return KIN_QUIRKS_GET_IFACE (self)->get_page_size (self, type);
}

/**
 * kin_quirks_repeats_scope:
 * @self: a set of quirks
 *
 * Returns: whether a refresh has to repeat the granted scope (portal-quirks 19)
 */
gboolean
kin_quirks_repeats_scope (KinQuirks *self)
{
  g_return_val_if_fail (KIN_IS_QUIRKS (self), FALSE);

  return KIN_QUIRKS_GET_IFACE (self)->repeats_scope (self);
}
