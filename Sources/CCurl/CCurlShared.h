#ifndef CCURL_SHARED_H
#define CCURL_SHARED_H

// What the sources of this target share; no part of what Swift sees.

#include "CCurl.h"

#include <curl/curl.h>
#include <signal.h>

// A handle of libcurl, which is started first; NULL where either fails.
CURL *ccurl_easy_create(void);

// What libcurl's code means to us.
CCurlResult ccurl_result(CURLcode code);

// Trusts the certificates of this PEM file and no others.
CURLcode ccurl_trust_only(CURL *easy, const char *path);

// A TLS library may write to a closed socket, and the signal for it would end the process. It is raised in the
// writing thread, so it is held back around each call and taken off again.
typedef struct {
  sigset_t before;
  int wasPending;
} HeldSignal;

void ccurl_hold_broken_pipe(HeldSignal *held);
void ccurl_release_broken_pipe(const HeldSignal *held);

#endif
