// The errors by which scripts say what is the matter with a user.
(function (shared, define) {
  const errorClass = (name, construct) => {
    const type = function () {
      const self = this instanceof type ? this : Object.create(type.prototype);
      define(self, 'stack', new Error().stack);
      construct(self, arguments);
      return self;
    };
    define(type, 'name', name);
    type.prototype = Object.create(Error.prototype);
    define(type.prototype, 'constructor', type);
    define(type.prototype, 'name', name);
    define(shared, name, type);
  };

  const message = (self, text, otherwise) => define(self, 'message', text === undefined ? otherwise : String(text));

  errorClass('WrongUsernameOrPasswordError', (self, given) => {
    self.userId = given[0];
    message(self, given[1], 'Wrong username or password');
  });
  errorClass('ValidationError', (self, given) => {
    self.code = given[0];
    message(self, given[1], String(given[0]));
  });
  errorClass('UnauthorizedError', (self, given) => message(self, given[0], 'Unauthorized'));
  errorClass('AccountLockedError', (self, given) => message(self, given[0], 'The account is locked'));
  errorClass('ServiceUnavailableError', (self, given) => message(self, given[0], 'The service is unavailable'));
  errorClass('PasswordExpiredError', (self, given) => {
    const first = given[0];
    const profileFirst = typeof first === 'object' && first !== null;
    self.profile = profileFirst ? first : given[1];
    message(self, profileFirst ? given[1] : first, 'The password has expired');
  });
})
