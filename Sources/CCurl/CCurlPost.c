#include "CCurlShared.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct CCurlPost {
  CURL *easy;
  struct curl_slist *headers;
  char *body;
  size_t capacity, count;
  char error[CURL_ERROR_SIZE];
};

// Keeps what fits; one octet more ends the transfer, as an answer cut short must not be taken for the whole.
static size_t keep(char *bytes, size_t size, size_t count, void *context) {
  CCurlPost *post = context;
  size_t length = size * count;
  if (length > post->capacity - post->count) return 0;
  memcpy(post->body + post->count, bytes, length);
  post->count += length;
  return length;
}

static CURLcode setUp(CCurlPost *post) {
  CURL *easy = post->easy;
  CURLcode code = CURLE_OK;
  post->headers = curl_slist_append(NULL, "Accept: application/json");
  if (post->headers == NULL) return CURLE_OUT_OF_MEMORY;
#define CCURL_SET(option, value)                                         \
  do {                                                                   \
    if (code == CURLE_OK) code = curl_easy_setopt(easy, option, value); \
  } while (0)
  CCURL_SET(CURLOPT_ERRORBUFFER, post->error);
  CCURL_SET(CURLOPT_NOSIGNAL, 1L);
  CCURL_SET(CURLOPT_PROXY, "");
  CCURL_SET(CURLOPT_NOPROXY, "*");
  CCURL_SET(CURLOPT_PROTOCOLS_STR, "https");
  // A form with secrets goes to the configured host or nowhere.
  CCURL_SET(CURLOPT_FOLLOWLOCATION, 0L);
  CCURL_SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  CCURL_SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  CCURL_SET(CURLOPT_FORBID_REUSE, 1L);
  CCURL_SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  CCURL_SET(CURLOPT_SSL_VERIFYPEER, 1L);
  CCURL_SET(CURLOPT_SSL_VERIFYHOST, 2L);
  CCURL_SET(CURLOPT_USERAGENT, "heard");
  CCURL_SET(CURLOPT_HTTPHEADER, post->headers);
  CCURL_SET(CURLOPT_WRITEFUNCTION, keep);
  CCURL_SET(CURLOPT_WRITEDATA, post);
#undef CCURL_SET
  return code;
}

CCurlPost *ccurl_post_create(void) {
  CCurlPost *post = calloc(1, sizeof *post);
  if (post == NULL) return NULL;
  post->easy = ccurl_easy_create();
  if (post->easy == NULL || setUp(post) != CURLE_OK) {
    ccurl_post_destroy(post);
    return NULL;
  }
  return post;
}

void ccurl_post_destroy(CCurlPost *post) {
  if (post == NULL) return;
  if (post->easy != NULL) {
    HeldSignal held;
    ccurl_hold_broken_pipe(&held);
    curl_easy_cleanup(post->easy);
    ccurl_release_broken_pipe(&held);
  }
  curl_slist_free_all(post->headers);
  free(post);
}

CCurlResult ccurl_post_set_url(CCurlPost *post, const char *url) {
  return ccurl_result(curl_easy_setopt(post->easy, CURLOPT_URL, url));
}

CCurlResult ccurl_post_set_ca_file(CCurlPost *post, const char *path) {
  return ccurl_result(ccurl_trust_only(post->easy, path));
}

CCurlResult ccurl_post_set_security(CCurlPost *post, CCurlSecurity security) {
  const char *protocol = security == CCurlSecurityNone ? "http" : "https";
  return ccurl_result(curl_easy_setopt(post->easy, CURLOPT_PROTOCOLS_STR, protocol));
}

CCurlResult ccurl_post_set_timeouts(CCurlPost *post, long connect, long whole) {
  CURLcode code = curl_easy_setopt(post->easy, CURLOPT_CONNECTTIMEOUT_MS, connect);
  if (code == CURLE_OK) code = curl_easy_setopt(post->easy, CURLOPT_TIMEOUT_MS, whole);
  return ccurl_result(code);
}

CCurlResult ccurl_post_perform(CCurlPost *post, const char *form, void *body, size_t capacity, size_t *count,
                               long *status) {
  HeldSignal held;
  *count = 0;
  *status = 0;
  post->error[0] = '\0';
  post->body = body;
  post->capacity = capacity;
  post->count = 0;
  CURLcode code = curl_easy_setopt(post->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)strlen(form));
  if (code == CURLE_OK) code = curl_easy_setopt(post->easy, CURLOPT_POSTFIELDS, form);
  if (code == CURLE_OK) {
    ccurl_hold_broken_pipe(&held);
    code = curl_easy_perform(post->easy);
    ccurl_release_broken_pipe(&held);
  }
  // Neither outlives this call.
  curl_easy_setopt(post->easy, CURLOPT_POSTFIELDS, NULL);
  post->body = NULL;
  if (code == CURLE_WRITE_ERROR) return CCurlResultServerRefused;
  if (code == CURLE_OK) {
    code = curl_easy_getinfo(post->easy, CURLINFO_RESPONSE_CODE, status);
    *count = post->count;
  }
  return ccurl_result(code);
}

const char *ccurl_post_error(CCurlPost *post) { return post->error; }
