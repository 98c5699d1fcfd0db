// libcurl, whose options are set by a variadic function that Swift cannot call.
#ifndef VITRINE_CCURL_SHIM_H
#define VITRINE_CCURL_SHIM_H

#include <curl/curl.h>

typedef size_t (*vitrine_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode vitrine_curl_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode vitrine_curl_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode vitrine_curl_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

// What takes the lines of heads and the bytes of bodies.
static inline CURLcode vitrine_curl_sinks(
    CURL *handle, vitrine_curl_sink head, vitrine_curl_sink body, void *context
) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, head);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, body);
    if (code == CURLE_OK) code = curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
    return code;
}

// What is known of the certificates of the last connection, the server's own first; null where nothing is.
static inline struct curl_certinfo *vitrine_curl_certificates(CURL *handle) {
    struct curl_certinfo *found = NULL;
    return curl_easy_getinfo(handle, CURLINFO_CERTINFO, &found) == CURLE_OK ? found : NULL;
}

#endif
