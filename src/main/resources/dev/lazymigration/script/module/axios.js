// npm's axios, with an adapter that asks the host.
// By this variable axios recognizes Node, whose sockets its own adapter would ask for.
const process = globalThis.process;
globalThis.process = undefined;
const axios = require('axios/lib/axios');
globalThis.process = process;
const settle = require('axios/lib/core/settle');
const buildFullPath = require('axios/lib/core/buildFullPath');
const buildURL = require('axios/lib/helpers/buildURL');
const defaults = require('axios/lib/defaults');
const utils = require('axios/lib/utils');
const http = require('internal/http');
const Readable = require('internal/readable');

const AxiosError = axios.AxiosError;

const bodyOf = (data, headers, config) => {
  if (data === undefined || data === null || data === '') {
    return undefined;
  }
  if (http.isFormData(data)) {
    Object.keys(headers).forEach((name) => name.toLowerCase() === 'content-type' && delete headers[name]);
    Object.assign(headers, data.getHeaders());
    return data.getBuffer();
  }
  if (typeof data !== 'string' && !http.isBytes(data)) {
    const message = 'Data after transformation must be a string, an ArrayBuffer, a Buffer, or a Stream';
    throw new AxiosError(message, AxiosError.ERR_BAD_REQUEST, config);
  }
  return typeof data === 'string' || ArrayBuffer.isView(data) ? data : Buffer.from(data);
};

const isVisitable = (value) => Array.isArray(value) || utils.isPlainObject(value);

const addField = (form, name, value) => {
  if (isVisitable(value)) {
    Object.keys(value).forEach((key) => addField(form, `${name}[${key}]`, value[key]));
  } else if (value instanceof Date) {
    form.append(name, value.toISOString());
  } else if (http.isBytes(value)) {
    form.append(name, Buffer.from(value).toString('base64'));
  } else if (value !== undefined && value !== null) {
    form.append(name, String(value));
  }
};

// From version 1 on, an object whose content type is that of a form is sent as one.
const asForm = (data, headers) => {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'content-type');
  if (!utils.isPlainObject(data) || !/application\/x-www-form-urlencoded/i.test(headers[name])) {
    return data;
  }
  const form = new URLSearchParams();
  Object.keys(data).forEach((key) => {
    const value = data[key];
    if (Array.isArray(value) && !value.some(isVisitable)) {
      value.forEach((one) => addField(form, `${key.replace(/\[\]$/, '')}[]`, one));
    } else {
      addField(form, key, value);
    }
  });
  return form.toString();
};

const lengthOf = (body) => (body === undefined ? 0 : Buffer.byteLength(body));

const timeoutOf = (config) => {
  const timeout = config.timeout ? parseInt(config.timeout, 10) : 0;
  if (isNaN(timeout)) {
    throw new AxiosError('error trying to parse `config.timeout` to int', AxiosError.ERR_BAD_OPTION_VALUE, config);
  }
  return timeout;
};

// The headers of the configuration do not have it: scripts print a configuration, and errors hold it.
const authorized = (headers, config, url) => {
  const given = config.auth ? `${config.auth.username || ''}:${config.auth.password || ''}` : url.auth;
  if (!given) {
    return http.pairs(headers);
  }
  Object.keys(headers).forEach((name) => name.toLowerCase() === 'authorization' && delete headers[name]);
  return http.pairs(headers).concat([['Authorization', `Basic ${Buffer.from(given, 'utf8').toString('base64')}`]]);
};

const questionOf = (config) => {
  const headers = config.headers;
  const body = bodyOf(config.data, headers, config);
  if (config.maxBodyLength > -1 && lengthOf(body) > config.maxBodyLength) {
    throw new AxiosError('Request body larger than maxBodyLength limit', AxiosError.ERR_BAD_REQUEST, config);
  }
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  if (names.indexOf('user-agent') < 0) {
    headers['User-Agent'] = `axios/${axios.VERSION}`;
  }
  const url = buildURL(buildFullPath(config.baseURL, config.url), config.params, config.paramsSerializer);
  const agent = config.httpsAgent;
  return {
    method: config.method.toUpperCase(),
    url: url,
    headers: authorized(headers, config, http.locate(url)),
    body: body,
    timeout: timeoutOf(config),
    decompress: config.decompress !== false,
    tls: [agent && agent.options, require('https').globalAgent.options],
  };
};

const tooManyRedirects = () =>
  http.coded(new Error('Maximum number of redirects exceeded'), 'ERR_FR_TOO_MANY_REDIRECTS');

const dataOf = (answer, config) => {
  if (config.responseType === 'stream') {
    return new Readable(answer.body);
  }
  if (config.responseType === 'arraybuffer') {
    return answer.body;
  }
  return answer.body.toString(config.responseEncoding || 'utf8').replace(/^\uFEFF/, '');
};

const refused = (error, config, request) => {
  if (axios.isAxiosError(error)) {
    return error;
  }
  if (config.timeout && (error.code === 'ESOCKETTIMEDOUT' || error.code === 'ETIMEDOUT')) {
    const transitional = config.transitional || defaults.transitional;
    const code = transitional.clarifyTimeoutError ? AxiosError.ETIMEDOUT : AxiosError.ECONNABORTED;
    return new AxiosError(config.timeoutErrorMessage || `timeout of ${parseInt(config.timeout, 10)}ms exceeded`, code, config, request);
  }
  return AxiosError.from(error, null, config, request);
};

const perform = (config) => {
  const request = { method: config.method.toUpperCase() };
  let answer;
  try {
    const question = questionOf(config);
    const url = http.locate(question.url);
    Object.assign(request, { protocol: url.protocol, host: url.hostname, path: url.path });
    const most = config.maxRedirects === undefined ? 5 : config.maxRedirects;
    answer = most === 0 ? http.ask(question) : http.follow(question, most, tooManyRedirects);
    if (config.maxContentLength > -1 && answer.body.length > config.maxContentLength) {
      const message = `maxContentLength size of ${config.maxContentLength} exceeded`;
      throw new AxiosError(message, AxiosError.ERR_BAD_RESPONSE, config, request);
    }
  } catch (error) {
    return Promise.reject(refused(error, config, request));
  }
  request.res = { responseUrl: answer.url, statusCode: answer.status, headers: answer.headers };
  request.responseURL = answer.url;
  if (config.decompress !== false) {
    delete answer.headers['content-encoding'];
  }
  const response = {
    status: answer.status,
    statusText: answer.statusText,
    headers: answer.headers,
    config: config,
    request: request,
    data: dataOf(answer, config),
  };
  return new Promise((resolve, reject) => settle(resolve, reject, response));
};

// The call is made in a task of its own, so that it can be cancelled before.
const adapter = (config) =>
  new Promise((resolve, reject) => {
    const cancelled = () => {
      if (config.cancelToken && config.cancelToken.reason) {
        return config.cancelToken.reason;
      }
      return config.signal && config.signal.aborted ? new axios.CanceledError() : null;
    };
    host.later(() => {
      const reason = cancelled();
      if (reason !== null) {
        reject(reason);
      } else {
        resolve(perform(config));
      }
    });
  });

axios.defaults.adapter = adapter;
defaults.adapter = adapter;
axios.defaults.transformRequest.unshift(asForm);
module.exports = axios;
