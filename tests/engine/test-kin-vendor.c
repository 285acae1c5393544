/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-vendor"

#include "config.h"

#include <string.h>

#include "kin-vendor.h"

#define RESOURCE "/test/vendors.ini"

/* Our own list: see main(). */
static KinVendors *
load (void)
{
  return kin_vendors_new (RESOURCE);
}

/* By what lists call it, else by where the portal is; never by a part of a word. */
static void
test_find (void)
{
  static const struct
  {
    const char *name;
    const char *address;
    const char *id;
  } cases[] = {
    { "Epic", "https://portal.example.org/r4", "epic" },
    { "epic", NULL, "epic" },
    { "Epic Systems Corporation", NULL, "epic" },
    { "athenahealth, Inc.", NULL, "athenahealth" },
    { "VA", NULL, "va" },
    { "Valley Software", NULL, "other" },
    { "Cerner", NULL, "oracle" },
    { "Oracle Health", NULL, "oracle" },
    { "athenahealth", NULL, "athenahealth" },
    { "Veradigm", NULL, "veradigm" },
    { "MEDITECH", NULL, "meditech" },
    { NULL, "https://api.va.gov/services/fhir/v0/r4", "va" },
    { NULL, "https://fhir-myrecord.cerner.com/r4/x", "oracle" },
    { NULL, "https://CERNER.com/", "oracle" },
    { NULL, "https://api.medplum.com/fhir/R4", "medplum" },
    { NULL, "https://notcerner.com/r4", "other" },
    { NULL, "https://cerner.com.example.org/r4", "other" },
    { "Epicure", "https://portal.example.org/r4", "other" },
    { "epic.example.org", "https://epic.example.org/r4", "other" },
    { "epic.example.org:8443", "https://epic.example.org:8443/r4", "other" },
    { "Epic-like Software", NULL, "other" },
    { "Epic (Systems)", NULL, "epic" },
    { "Epic", "https://fhir-myrecord.cerner.com/r4/x", "oracle" },
    { "somebody else", "https://fhir.epic.com/r4", "epic" },
    { NULL, NULL, "other" },
  };
  g_autoptr (KinVendors) vendors = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (kin_vendors_find (vendors, cases[i].name, cases[i].address)->id, ==,
                     cases[i].id);
}

/* What a person looks for on their pages; nothing of it is a sentence. */
static void
test_buttons (void)
{
  static const char * const names[] = {
    "Epic", "Cerner", "athenahealth", "Veradigm", "MEDITECH", "VA", "CMS",
  };
  g_autoptr (KinVendors) vendors = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const KinVendor *vendor = kin_vendors_find (vendors, names[i], NULL);

      g_assert_cmpuint (g_strv_length (vendor->buttons), >, 0);
      for (guint n = 0; vendor->buttons[n] != NULL; n++)
        g_assert_cmpuint (strlen (vendor->buttons[n]), <, 50);
    }

  g_assert_cmpuint (g_strv_length (kin_vendors_find (vendors, NULL, NULL)->buttons), ==, 0);
}

/* One number for a vendor; where nobody knows the vendor, one for each host. */
static void
test_key (void)
{
  static const struct
  {
    const char *name;
    const char *address;
    const char *key;
  } cases[] = {
    { "Epic", "https://one.example.org/r4", "epic" },
    { "Epic", "https://two.example.org/r4", "epic" },
    { NULL, "https://one.example.org/r4", "one.example.org" },
    { NULL, "https://one.example.org/other", "one.example.org" },
    { NULL, "https://two.example.org:8443/r4", "two.example.org:8443" },
    /* No host has the key of a vendor. */
    { NULL, "https://epic/r4", "epic." },
    { NULL, "https://localhost:8080/r4", "localhost:8080" },
    { NULL, "mailto:oak", "other" },
    { NULL, NULL, "other" },
    /* A number for a trial opens no real portal. */
    { "trial Epic", "https://fhir.epic.com/r4", "trial epic" },
    { "trial Oak", "https://one.example.org/r4", "trial one.example.org" },
  };
  g_autoptr (KinVendors) vendors = load ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const KinVendor *vendor = kin_vendors_find (vendors, cases[i].name, cases[i].address);
      g_autoptr (KinClinic) clinic = g_object_new (KIN_TYPE_CLINIC, "address", cases[i].address,
                                                   "vendor", cases[i].name, NULL);
      g_autofree char *key = kin_vendor_dup_key (vendor, clinic);

      g_assert_cmpstr (key, ==, cases[i].key);
    }
}

/* What a person is sent to is safe, and there is something to do. */
static void
test_list (void)
{
  static const char * const ids[] = { "epic", "oracle", "athenahealth", "veradigm", "meditech",
                                      "va", "cms", "medplum", "other" };
  g_autoptr (KinVendors) vendors = load ();

  g_assert_cmpint (strlen (kin_vendors_get_date (vendors)), ==, strlen ("2026-11-26"));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const KinVendor *vendor = kin_vendors_find (vendors, ids[i], NULL);

      g_assert_cmpstr (vendor->id, ==, ids[i]);
      g_assert_cmpint (vendor->name != NULL, ==, !g_str_equal (vendor->id, "other"));
      g_assert_cmpint (vendor->page != NULL, ==, !g_str_equal (vendor->id, "other"));
      if (vendor->page != NULL)
        g_assert_true (g_str_has_prefix (vendor->page, "https://"));
      g_assert_cmpuint (g_strv_length (vendor->steps), >, 3);
    }
  g_assert_cmpint (kin_vendors_find (vendors, "epic", NULL)->kind, ==, KIN_RETURN_WEB);
  g_assert_cmpint (kin_vendors_find (vendors, "oracle", NULL)->kind, ==, KIN_RETURN_SCHEME);
  g_assert_false (kin_vendors_find (vendors, "epic", NULL)->asks_scopes);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *list = NULL;
  g_autofree char *overlay = NULL;

  g_test_init (&argc, &argv, NULL);
  list = g_test_build_filename (G_TEST_DIST, "..", "data", "vendors.ini", NULL);
  overlay = g_strconcat (RESOURCE "=", list, NULL);
  g_setenv ("G_RESOURCE_OVERLAYS", overlay, TRUE);

  g_test_add_func ("/vendor/find", test_find);
  g_test_add_func ("/vendor/buttons", test_buttons);
  g_test_add_func ("/vendor/key", test_key);
  g_test_add_func ("/vendor/list", test_list);

  return g_test_run ();
}
