// Node's path (https://nodejs.org/api/path.html) for POSIX systems; the working directory is "/".
const normalized = (parts, absolute) => {
  const kept = [];
  parts.forEach((part) => {
    if (part === '..' && kept.length > 0 && kept[kept.length - 1] !== '..') {
      kept.pop();
    } else if (part === '..' ? !absolute : part !== '' && part !== '.') {
      kept.push(part);
    }
  });
  return kept.join('/');
};

const normalize = (path) => {
  const absolute = path.startsWith('/');
  const result = normalized(path.split('/'), absolute);
  const trailing = result !== '' && path.endsWith('/') ? '/' : '';
  return absolute ? `/${result}${trailing}` : result + trailing || '.';
};

const resolve = function () {
  const path = Array.prototype.reduceRight.call(
    arguments,
    (tail, part) => (tail.startsWith('/') || part === '' ? tail : `${part}/${tail}`),
    ''
  );
  return `/${normalized(path.split('/'), true)}`;
};

const basename = (path, suffix) => {
  const name = path.replace(/\/+$/, '').replace(/^.*\//, '');
  return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

const dirname = (path) => {
  const trimmed = path.replace(/(.)\/+$/, '$1');
  const at = trimmed.lastIndexOf('/');
  if (at < 0) {
    return '.';
  }
  return trimmed.slice(0, at).replace(/\/+$/, '') || '/';
};

const extname = (path) => (/[^/.][^/]*?(\.[^./]*)$/.exec(basename(path)) || ['', ''])[1];

const path = {
  sep: '/',
  delimiter: ':',
  normalize: normalize,
  join: function () {
    const joined = Array.prototype.filter.call(arguments, (part) => part !== '').join('/');
    return joined === '' ? '.' : normalize(joined);
  },
  resolve: resolve,
  isAbsolute: (path) => path.startsWith('/'),
  relative: (from, to) => {
    const start = resolve(from).split('/').filter(Boolean);
    const end = resolve(to).split('/').filter(Boolean);
    let common = 0;
    while (common < start.length && start[common] === end[common]) {
      common++;
    }
    return start
      .slice(common)
      .map(() => '..')
      .concat(end.slice(common))
      .join('/');
  },
  basename: basename,
  dirname: dirname,
  extname: extname,
  parse: (path) => {
    const root = path.startsWith('/') ? '/' : '';
    const base = basename(path);
    const ext = extname(path);
    const dir = dirname(path);
    return { root: root, dir: dir === '.' && !path.startsWith('.') ? '' : dir, base: base, ext: ext, name: ext ? base.slice(0, -ext.length) : base };
  },
  format: (parts) => {
    const base = parts.base || (parts.name || '') + (parts.ext || '');
    const dir = parts.dir || parts.root;
    return dir ? (dir === parts.root ? dir + base : `${dir}/${base}`) : base;
  },
};
path.posix = path;
path.default = path;
module.exports = path;
